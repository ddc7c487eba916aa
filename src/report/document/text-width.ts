/** Width of a text, as a multiple of its font's size, where there is no font to measure: that of a wide one, so that texts keep apart. */
const narrow = /[ijlIftr.,:;'|!()[\]{}/\\ -]/;
const broad = /[mwMW@%…—]/;
/** Letters as high as they are wide, and pictures. */
const square =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff01-\uff60]/u;
const mark = /[\p{M}\p{Cf}]/u;

function charWidth(char: string): number {
  if (mark.test(char)) return 0;
  if (square.test(char)) return 1.05;
  if (narrow.test(char)) return 0.4;
  if (broad.test(char)) return 0.95;
  return /\p{Lu}/u.test(char) ? 0.72 : 0.63;
}

/** For a CSS font: `bold 11px system-ui`. */
export function textWidth(text: string, font: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
  const weight = /\bbold\b|\b[6-9]00\b/.test(font) ? 1.1 : 1;
  return [...text].reduce((sum, char) => sum + charWidth(char), 0) * size * weight;
}

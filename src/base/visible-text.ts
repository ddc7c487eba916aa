/** Text of others for people: what moves a cursor, turns the direction of reading or cannot be seen is shown by a sign. */

/** Control and format characters, separators of lines, halves of characters, what has no picture, what is no character. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Signs before numbers in Arabic, Syriac and Kaithi: format characters with a picture. */
const pictured = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;

/** Scripts in which a joiner changes the shape of letters, as their spelling wants it. */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}]/u;
const emojiEnd = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const variation = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
const varied = /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Mongolian}\p{Script=Myanmar}\d#*]/u;

const before = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc_00 && low <= 0xdf_ff ? text.slice(Math.max(0, at - 2), at) : text.slice(at - 1, at);
};
const after = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0);

/** A format character that belongs to what is written: of an emoji, or of a script that needs it. */
function belongs(char: string, at: number, text: string): boolean {
  if (pictured.test(char)) return true;
  if (at === 0) return false;
  const last = before(text, at);
  if (variation.test(char)) return varied.test(last);
  if (char !== '\u200d' && char !== '\u200c') return false;
  const next = after(text, at + 1);
  if (char === '\u200d' && emojiEnd.test(last) && /\p{Extended_Pictographic}/u.test(next)) return true;
  return joining.test(last) && (joining.test(next) || /[\s\p{P}]/u.test(next));
}

/** `␛` for what has a picture, else `\x9b`, `\u202e`, `\u{e0041}`. */
function signOf(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  if (code === 0x7f) return '␡';
  const hex = code.toString(16);
  if (code < 0x1_00) return String.raw`\x${hex}`;
  return code > 0xff_ff ? String.raw`\u{${hex}}` : String.raw`\u${hex.padStart(4, '0')}`;
}

/** Each hidden character by what `write` makes of it; lines and tabs stay when they are meant. */
const replaced = (text: string, meant: string, write: (char: string) => string) =>
  text.replaceAll(hidden, (char, at: number) =>
    meant.includes(char) || belongs(char, at, text) ? char : write(char),
  );

/** Text of several lines. */
export const visibleText = (text: string): string => replaced(text, '\n\t', signOf);

/** Many fonts lack the pictures of these two, and they are no danger: a break of lines is an arrow, a tab a space. */
const inLine = (char: string) => (char === '\n' ? ' ↵ ' : char === '\t' ? ' ' : signOf(char));

/** A name, or whatever else stands in a line: it stays in it. */
export const visibleLine = (text: string): string => replaced(text.replaceAll('\r\n', '\n'), '', inLine);

/** The same JSON, with every hidden character written as an escape. */
export const visibleJson = (json: string): string =>
  json.replaceAll(hidden, (char) =>
    '\n\r\t'.includes(char)
      ? char
      : Array.from(
          { length: char.length },
          (_, at) => String.raw`\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
  );

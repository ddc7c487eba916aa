const segmenter = new Intl.Segmenter();
/** Longer than all but made-up characters: families of emoji have up to 11 units, letters with marks a few. */
const longestCharacter = 64;

/** The beginning of a text, at most so many UTF-16 units, that ends between two characters as a reader sees them. */
export function headOf(text: string, most: number): string {
  if (text.length <= most) return text.toWellFormed();
  if (most <= 0) return '';
  const from = Math.max(0, most - longestCharacter);
  // a segment must begin at a character's beginning: half of one there would be a character of its own
  const window = text.slice(from, most + longestCharacter);
  const cut = from + (segmenter.segment(window).containing(most - from)?.index ?? 0);
  if (cut > 0) return text.slice(0, cut).toWellFormed();
  // one character longer than all that may be kept: between code points then
  const isBetweenHalves = text.codePointAt(most - 1) !== text.charCodeAt(most - 1);
  return text.slice(0, isBetweenHalves ? most - 1 : most).toWellFormed();
}

/** The text, or its beginning with `…` behind it: at most so many UTF-16 units in all. */
export function cutText(text: string, most: number): string {
  return text.length > most ? `${headOf(text, most - 1)}…` : text.toWellFormed();
}

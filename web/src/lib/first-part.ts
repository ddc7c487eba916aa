/** The beginning of a text, no longer than `length`, that ends with a whole character. */
export function firstPart(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isHalf = last >= 0xd8_00 && last <= 0xdb_ff;
  return text.slice(0, isHalf ? length - 1 : length);
}

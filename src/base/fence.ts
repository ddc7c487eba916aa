/** Text of unknown origin between marks that it cannot contain, so that a reader can tell it from what is said about it. */

export interface Fenced {
  name: string;
  text: string;
}

/** `mark`: a word that is in none of the texts. */
export const fence = ({ name, text }: Fenced, mark: string): string =>
  `<${name} ${mark}>\n${text}\n</${name} ${mark}>`;

/** What stands between marks, in order. A closing mark counts only with the word of its opening one. */
export function readFences(text: string): Fenced[] {
  const opening = /<([a-z][a-z-]*) ([0-9a-f-]{36})>\n/g;
  const found: Fenced[] = [];
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const [whole, name = '', mark = ''] = match;
    const start = match.index + whole.length;
    const end = text.indexOf(`\n</${name} ${mark}>`, start);
    if (end < 0) continue;
    found.push({ name, text: text.slice(start, end) });
    opening.lastIndex = end;
  }
  return found;
}

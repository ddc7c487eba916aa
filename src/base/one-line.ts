import { cutText } from './cut-text.ts';

/** Colours and titles of a terminal: the whole sequence, not its first character alone. */
const escapes =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;
/** White space, what moves a cursor, what turns the direction of reading, and what is no character. */
const unprintable =
  /[\s\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\p{Noncharacter_Code_Point}]+/gu;

/** Somebody else's text as one line for people: well-formed, without control characters, cut between characters. */
export function oneLine(text: string, most: number): string {
  // no more is looked at than can be kept: a body may have megabytes
  const near = text.length > 8 * most ? text.slice(0, 8 * most) : text;
  return cutText(near.replaceAll(escapes, ' ').replaceAll(unprintable, ' ').trim(), most);
}

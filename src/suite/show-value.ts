import { cutText } from '../base/cut-text.ts';
import { hideCredentials } from '../base/hide-credentials.ts';

/** A value as a user would write it, on one line, cut to 60 characters. */
export function showValue(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return cutText(hideCredentials(text), 60);
}

/** `a, b or c`; long lists are cut after 20. */
export function orList(words: readonly string[]): string {
  const shown = words.length > 20 ? [...words.slice(0, 20), `${words.length - 20} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

import { cutText } from '../../base/cut-text.ts';
import { hideCredentials } from '../../base/hide-credentials.ts';

/** Longest shown value, in characters. */
const maxShown = 60;

/** Writes no more than is shown: a value may be a suite of megabytes, or contain itself. */
class Writer {
  text = '';
  readonly #open: object[] = [];

  get #isFull(): boolean {
    return this.text.length > 4 * maxShown;
  }

  write(value: unknown): void {
    if (this.#isFull) return;
    if (typeof value === 'string') this.text += JSON.stringify(cutText(value, 4 * maxShown));
    else if (typeof value === 'bigint') this.text += `${value}n`;
    else if (typeof value !== 'object' || value === null) this.text += String(value);
    else this.#writeObject(value);
  }

  #writeObject(value: object): void {
    if (this.#open.includes(value)) {
      this.text += '(contains itself)';
      return;
    }
    this.#open.push(value);
    if (value instanceof Date) this.text += Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
    else if (Array.isArray(value)) this.#writeList('[]', value, (entry) => this.write(entry));
    else
      this.#writeList('{}', Object.keys(value), (key) => {
        this.text += `${JSON.stringify(key)}:`;
        this.write((value as Record<string, unknown>)[key]);
      });
    this.#open.pop();
  }

  #writeList<Entry>(brackets: string, entries: readonly Entry[], write: (entry: Entry) => void): void {
    this.text += brackets[0];
    for (const [i, entry] of entries.entries()) {
      if (this.#isFull) break;
      if (i > 0) this.text += ',';
      write(entry);
    }
    this.text += brackets[1];
  }
}

/** A value as a user would write it, on one line, cut to 60 characters. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const writer = new Writer();
  writer.write(value);
  return cutText(hideCredentials(writer.text.replaceAll(/\s+/g, ' ')), maxShown);
}

/** `a, b or c`; long lists are cut after 20. */
export function orList(words: readonly string[]): string {
  const shown = words.length > 20 ? [...words.slice(0, 20), `${words.length - 20} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

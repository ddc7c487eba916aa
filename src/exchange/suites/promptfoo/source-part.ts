/** A document of another tool, read so that nothing in it is passed over: what is neither taken nor listed is listed at the end. */
import { ownValue } from '../../../base/own-value.ts';
import type { UnsupportedList } from '../converted.ts';

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const placeOf = (parent: string, key: string | number): string => {
  if (typeof key === 'number') return `${parent}[${key}]`;
  const name = /^[\w$:<-]+$/.test(key) ? key : JSON.stringify(key);
  return parent === '' ? name : `${parent}.${name}`;
};

function childrenOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item, i) => [i, item]);
  return isFields(value) ? Object.entries(value) : [];
}

/** What of the documents of one conversion is accounted for. */
export class Account {
  readonly unsupported: UnsupportedList;
  readonly #seen = new Set<string>();
  readonly #roots: SourcePart[] = [];

  constructor(unsupported: UnsupportedList) {
    this.unsupported = unsupported;
  }

  /** `place`: how the document is called in lists; '' for the configuration itself. */
  open(value: unknown, place: string): SourcePart {
    const root = new SourcePart(value, place, this);
    this.#roots.push(root);
    return root;
  }

  see(place: string): void {
    this.#seen.add(place);
  }

  /** The outermost parts of which nothing is accounted for. */
  #unseen(value: unknown, place: string): string[] {
    if (value === undefined || value === null || this.#seen.has(place)) return [];
    const isEmpty = typeof value === 'object' && Object.keys(value).length === 0;
    if (isEmpty) return [];
    const children = childrenOf(value).map(([key, inner]) => {
      const at = placeOf(place, key);
      return { at, unseen: this.#unseen(inner, at) };
    });
    const isWhole =
      place !== '' && children.every(({ at, unseen }) => unseen.length === 1 && unseen[0] === at);
    return isWhole ? [place] : children.flatMap(({ unseen }) => unseen);
  }

  /** Lists all that nobody took or listed. */
  listRest(): void {
    for (const { value, place } of this.#roots)
      for (const at of this.#unseen(value, place))
        this.unsupported.add(`field ${at.replaceAll(/\[\d+\]| row \d+/g, '')}`, 'nothing was made of it', at);
  }
}

/** A value with its place. Taking or listing it accounts for it with all that it holds. */
export class SourcePart {
  readonly value: unknown;
  readonly place: string;
  readonly #account: Account;

  constructor(value: unknown, place: string, account: Account) {
    this.value = value;
    this.place = place;
    this.#account = account;
  }

  /** The field of that name; `undefined` where it is absent or null. */
  field(name: string): SourcePart | undefined {
    const inner = isFields(this.value) ? ownValue(this.value, name) : undefined;
    if (inner === undefined) return undefined;
    const part = new SourcePart(inner, placeOf(this.place, name), this.#account);
    if (inner !== null) return part;
    part.take();
    return undefined;
  }

  fields(): [string, SourcePart][] {
    if (!isFields(this.value)) return [];
    return Object.keys(this.value).flatMap((name) => {
      const part = this.field(name);
      return part ? [[name, part]] : [];
    });
  }

  /** A single value stands for a list of one. */
  items(): SourcePart[] {
    if (!Array.isArray(this.value)) return [this];
    return this.value.map((item, i) => new SourcePart(item, placeOf(this.place, i), this.#account));
  }

  /** Another value at the same place: a text that was filled in. */
  with(value: unknown): SourcePart {
    return new SourcePart(value, this.place, this.#account);
  }

  take(): unknown {
    this.#account.see(this.place);
    return this.value;
  }

  /** Not taken over. */
  list(what: string, why: string): void {
    this.#account.see(this.place);
    this.#account.unsupported.add(what, why, this.place);
  }

  /** Taken over, but it means something else than it did there. */
  listChange(what: string, why: string): void {
    this.#account.see(this.place);
    this.#account.unsupported.addChange(what, why, this.place);
  }

  /** The text, taken; `null` where it is none. */
  text(): string | null {
    return typeof this.value === 'string' ? (this.take() as string) : null;
  }
}

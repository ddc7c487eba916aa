import type { PythonValue } from './python-value.ts';

const number =
  /[-+]?\s?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?)/y;
const special = /float\(\s*(["'])([-+]?(?:inf|nan|infinity))\1\s*\)|([-+]?(?:inf|nan))\b/iy;
const prefix = /(?<prefix>[rRbBuU]{0,2})(?<quote>'''|"""|'|")/y;
const word =
  /(?:None|True|False|Ellipsis|\.\.\.|set\(\s*\)|frozenset\(\s*\)|dict\(\s*\)|list\(\s*\)|tuple\(\s*\))/y;
const call = /(?:frozenset|set|list|tuple|dict)\(\s*(?=[[({])/y;
const blank = /(?:\s|#[^\n]*|\\\n)*/y;
const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const escape = /\\(?:x(?<x>[\da-fA-F]{2})|u(?<u>[\da-fA-F]{4})|U(?<U>[\da-fA-F]{8})|(?<char>[\s\S]))/y;
/** Deeper ones are no answer of a model. */
const maxDepth = 200;
const constants: Record<string, PythonValue> = {
  None: { kind: 'none' },
  True: { kind: 'bool', value: true },
  False: { kind: 'bool', value: false },
  Ellipsis: { kind: 'ellipsis' },
  '...': { kind: 'ellipsis' },
};

class Fault extends Error {}

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #skip(): string {
    this.#take(blank);
    return this.#text[this.#at] ?? '';
  }

  #string(quote: string, isRaw: boolean): string {
    let value = '';
    while (!this.#text.startsWith(quote, this.#at)) {
      const char = this.#text[this.#at];
      if (char === undefined || (char === '\n' && quote.length === 1)) throw new Fault();
      const match = char === '\\' ? this.#take(escape) : null;
      if (!match) {
        value += char;
        this.#at++;
        continue;
      }
      const { x, u, U, char: plain = '' } = match.groups as Record<string, string | undefined>;
      const code = x ?? u ?? U;
      if (isRaw) value += match[0];
      else if (code === undefined) value += escapes[plain] ?? match[0];
      else value += codePoint(Number.parseInt(code, 16));
    }
    this.#at += quote.length;
    return value;
  }

  /** Items up to the closing bracket; `commas`: how many were read. */
  #items<Item>(close: string, read: () => Item): { items: Item[]; commas: number } {
    const items: Item[] = [];
    let commas = 0;
    if (++this.#depth > maxDepth) throw new Fault();
    while (this.#skip() !== close) {
      if (items.length > commas) throw new Fault();
      items.push(read());
      if (this.#skip() === ',') {
        this.#at++;
        commas++;
      }
    }
    this.#at++;
    this.#depth--;
    return { items, commas };
  }

  #braces(): PythonValue {
    const { items } = this.#items('}', () => {
      const key = this.value();
      if (this.#skip() !== ':') return { key, value: null };
      this.#at++;
      return { key, value: this.value() };
    });
    if (items.length > 0 && items.every(({ value }) => value === null))
      return { kind: 'set', items: distinct(items.map(({ key }) => key)) };
    return {
      kind: 'dict',
      entries: items.map(({ key, value }) => {
        if (value === null) throw new Fault();
        return [key, value];
      }),
    };
  }

  #wrapped(name: string): PythonValue {
    const inside = this.value();
    if (this.#skip() !== ')') throw new Fault();
    this.#at++;
    if (name === 'dict' || !('items' in inside)) return inside;
    if (name.endsWith('set')) return { kind: 'set', items: distinct(inside.items) };
    return { kind: name as 'list' | 'tuple', items: inside.items };
  }

  #bracket(open: string): PythonValue {
    this.#at++;
    if (open === '{') return this.#braces();
    const { items, commas } = this.#items(open === '[' ? ']' : ')', () => this.value());
    if (open === '[') return { kind: 'list', items };
    // brackets around a single value without a comma are only brackets
    return items.length === 1 && commas === 0 ? (items[0] as PythonValue) : { kind: 'tuple', items };
  }

  value(): PythonValue {
    const char = this.#skip();
    if (char === '[' || char === '(' || char === '{') return this.#bracket(char);
    const text = this.#take(prefix);
    if (text) return this.#texts(text);
    const constant = this.#take(word)?.[0];
    if (constant !== undefined) return constants[constant] ?? emptyOf(constant);
    const named = this.#take(call)?.[0];
    if (named !== undefined) return this.#wrapped(named.slice(0, named.indexOf('(')));
    const odd = this.#take(special);
    if (odd) return { kind: 'number', value: oddNumber(odd[2] ?? odd[3] ?? ''), integer: null };
    const digits = this.#take(number)?.[0];
    if (digits === undefined) throw new Fault();
    return numberOf(digits);
  }

  /** Neighbouring texts are one. */
  #texts(first: RegExpExecArray): PythonValue {
    let value = '';
    let isBytes = false;
    for (let next: RegExpExecArray | null = first; next; next = this.#take(prefix)) {
      const { prefix: letters = '', quote = '' } = next.groups as Record<string, string | undefined>;
      isBytes ||= /b/i.test(letters);
      value += this.#string(quote, /r/i.test(letters));
      this.#skip();
    }
    return { kind: 'text', value, isBytes };
  }

  whole(): PythonValue {
    const value = this.value();
    if (this.#skip() === ',') return this.#bareTuple(value);
    if (this.#skip() !== '') throw new Fault();
    return value;
  }

  /** `1, 2` without brackets. */
  #bareTuple(first: PythonValue): PythonValue {
    const items = [first];
    while (this.#skip() === ',') {
      this.#at++;
      if (this.#skip() !== '') items.push(this.value());
    }
    if (this.#skip() !== '') throw new Fault();
    return { kind: 'tuple', items };
  }
}

const codePoint = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

function oddNumber(name: string): number {
  if (/nan/i.test(name)) return Number.NaN;
  return name.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function numberOf(written: string): PythonValue {
  const plain = written.replace(/[\s_]/g, '');
  const isNegative = plain.startsWith('-');
  const digits = plain.replace(/^[-+]/, '');
  if (/^(?:0[xob][\da-f]+|\d+)$/i.test(digits)) {
    const integer = BigInt(digits) * (isNegative ? -1n : 1n);
    return { kind: 'number', value: Number(integer), integer };
  }
  return { kind: 'number', value: Number(digits) * (isNegative ? -1 : 1), integer: null };
}

function emptyOf(constructor: string): PythonValue {
  if (constructor.startsWith('dict')) return { kind: 'dict', entries: [] };
  const kind = constructor.includes('set') ? 'set' : constructor.startsWith('list') ? 'list' : 'tuple';
  return { kind, items: [] };
}

/** Items that are written in the same way are one. */
const distinct = (items: PythonValue[]) => [
  ...new Map(
    items.map((item) => [
      JSON.stringify(item, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      item,
    ]),
  ).values(),
];

/** The value a literal of Python stands for; `null` when the text is none. Nothing is run. */
export function parsePython(text: string): PythonValue | null {
  try {
    return new Reader(text).whole();
  } catch (error) {
    if (error instanceof Fault || error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

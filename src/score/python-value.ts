/** Values of Python as its literals write them: reading, comparing as `==` does, and writing as `repr` does. */
import { areClose } from './close-numbers.ts';
import { numberValue, WrittenNumber } from './written-number.ts';

export type PythonValue =
  | { kind: 'none' | 'ellipsis' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'number'; value: number; integer: bigint | null }
  | { kind: 'text'; value: string; isBytes: boolean }
  | { kind: 'list' | 'tuple' | 'set'; items: PythonValue[] }
  | { kind: 'dict'; entries: [PythonValue, PythonValue][] };

const asNumber = (value: PythonValue) =>
  value.kind === 'bool'
    ? { value: Number(value.value), integer: BigInt(value.value) }
    : value.kind === 'number'
      ? value
      : null;

/** Each of one side has a partner of its own on the other. */
function pairsUp<Item>(a: readonly Item[], b: readonly Item[], same: (x: Item, y: Item) => boolean): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every((item) => {
    const at = left.findIndex((other) => same(item, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** As `==`: 1 is 1.0 and True, a dict or a set has no order, a tuple is no list. Floats may differ by what rounding leaves. */
export function pythonEqual(a: PythonValue, b: PythonValue): boolean {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x && y)
    return x.integer !== null && y.integer !== null
      ? x.integer === y.integer
      : Object.is(x.value, y.value) || areClose(x.value, y.value, { relative: 1e-9 });
  if (a.kind === 'text' && b.kind === 'text')
    return a.isBytes === b.isBytes && a.value.normalize('NFC') === b.value.normalize('NFC');
  if (a.kind === 'dict' && b.kind === 'dict')
    return pairsUp(a.entries, b.entries, ([k, v], [l, w]) => pythonEqual(k, l) && pythonEqual(v, w));
  if (a.kind !== b.kind) return false;
  if (a.kind === 'set' && b.kind === 'set') return pairsUp(a.items, b.items, pythonEqual);
  if ('items' in a && 'items' in b)
    return (
      a.items.length === b.items.length &&
      a.items.every((item, i) => pythonEqual(item, b.items[i] as PythonValue))
    );
  return a.kind === 'none' || a.kind === 'ellipsis';
}

/** A value of JSON as `json.loads` gives it. */
export function fromJson(value: unknown): PythonValue {
  if (value === null || value === undefined) return { kind: 'none' };
  if (typeof value === 'boolean') return { kind: 'bool', value };
  if (typeof value === 'string') return { kind: 'text', value, isBytes: false };
  const number = numberValue(value);
  if (number) {
    const isFloat = value instanceof WrittenNumber && !/^-?\d+$/.test(value.source);
    return { kind: 'number', value: number.value, integer: isFloat ? null : number.integer };
  }
  if (Array.isArray(value)) return { kind: 'list', items: value.map(fromJson) };
  return {
    kind: 'dict',
    entries: Object.entries(value as object).map(([key, item]) => [fromJson(key), fromJson(item)]),
  };
}

function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`);
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

/** A value of JSON as Python writes it: `[1, 'a', None]`. Numbers stay as they are written. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return textRepr(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value !== 'object' || value instanceof WrittenNumber) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${textRepr(key)}: ${pythonRepr(item)}`)
    .join(', ')}}`;
}

/** JSON whose numbers keep what is written: JSON.parse makes 9007199254740992 of 9007199254740993 and 1.1 of 1.10. */

import { parseWellFormed } from './well-formed.ts';

/** A number that JavaScript would write otherwise than it stands in the text. Goes back into JSON as it is written. */
export class WrittenNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** Whether it is a whole number, or one beyond all bounds, that JavaScript has no number for. Of a fraction the last digits do not count. */
  get losesValue(): boolean {
    const number = Number(this.text);
    if (!Number.isFinite(number)) return true;
    return (
      Number.isInteger(number) && Math.abs(number) > 1 && decimalOf(this.text) !== decimalOf(String(number))
    );
  }
  toJSON(): unknown {
    return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(this.text);
  }
}

/** One text per value: digits without zeros at either end, and the power of ten. `12.50` and `1250e-2` are both `125e-1`. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return whole === '' && fraction === '' ? text : '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length);
  return `${sign === '-' ? '-' : ''}${kept}e${power}`;
}

/** Most texts have no number of this kind, and are then parsed at full speed. */
const mayHold = /[\d.]{16}|\.\d*0(?!\d)|\d[eE][+-]?\d|-0/;

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

const keep: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && String(value) !== source
    ? new WrittenNumber(source)
    : value;

function parseKeeping(text: string): unknown {
  return JSON.parse(text, keep as Parameters<typeof JSON.parse>[1]);
}

/** As JSON.parse, but well-formed, and numbers that would change are `WrittenNumber`s. Throws its `SyntaxError`. */
export function parseExactJson(text: string): unknown {
  return parseWellFormed(text, mayHold.test(text) ? parseKeeping : undefined);
}

/** Deeper than any suite that is written by hand or made of data, and shallow enough for whatever walks it. */
export const maxDepth = 200;
export const tooDeep = `the values in it are nested more than ${maxDepth} deep`;

/** The value with each written number replaced; what holds none is given back as it is. Throws for what is nested too deeply to be walked. */
function replaced(value: unknown, by: (written: WrittenNumber) => unknown, depth = 0): unknown {
  if (value instanceof WrittenNumber) return by(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) throw new Error(tooDeep);
  if (Array.isArray(value)) return value.map((item) => replaced(item, by, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, by, depth + 1)]));
}

/** Numbers as JavaScript has them. */
export const withNumbers = (value: unknown): unknown => replaced(value, ({ text }) => Number(text));

/** Numbers as texts, as they are written. */
export const withTexts = (value: unknown): unknown => replaced(value, ({ text }) => text);

/** Only numbers that JavaScript cannot hold as texts; `1.10` is the number 1.1. */
export const withTextsWhereNeeded = (value: unknown): unknown =>
  replaced(value, (written) => (written.losesValue ? written.text : Number(written.text)));

/** Whether a number in it would lose its value. */
export function losesValue(value: unknown): boolean {
  if (value instanceof WrittenNumber) return value.losesValue;
  if (Array.isArray(value)) return value.some(losesValue);
  return typeof value === 'object' && value !== null && Object.values(value).some(losesValue);
}

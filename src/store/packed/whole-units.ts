/**
 * How latencies and rates are stored: as whole units, and where one follows from others, as what it differs from that. A time of ten digits takes
 * six bytes as a floating-point number, two or three as microseconds, and hardly any as a difference that is nearly always 0.
 */
import type { LatencyMetric } from '../../contract/measured-fields.ts';
import { wholeUnits } from '../../contract/whole-units.ts';

/** Integers that a difference is made of: of times and rates in whole units, and of tokens; what is unknown is 0. */
export type Wholes = (name: LatencyMetric | TokenCount) => string;
export type TokenCount = 'output_tokens' | 'reasoning_tokens' | 'local_tokens';

/** `a / b`, truncated; 0 where `b` is not positive. In SQL and in code alike. */
interface Quotient {
  of: readonly [factor: number, value: readonly Term[]];
  by: readonly Term[];
}
type Term = readonly [factor: number, name: LatencyMetric | TokenCount | 1];
/** A sum, or a quotient of two. */
export type Expected = readonly Term[] | Quotient;

const outputTokens: readonly Term[] = [
  [1, 'output_tokens'],
  [1, 'reasoning_tokens'],
];

/** What each is expected to be. Never changed: rows are stored as what they differ from it. */
export const expected: Partial<Record<LatencyMetric, Expected>> = {
  ttfo_ms: [[1, 'ttft_ms']],
  response_ms: [
    [1, 'e2e_ms'],
    [1, 'queue_ms'],
  ],
  decode_ms: [
    [1, 'e2e_ms'],
    [-1, 'ttft_ms'],
  ],
  // of microseconds in nanoseconds
  tpot_ms: { of: [1000, [[1, 'decode_ms']]], by: [...outputTokens, [-1, 1]] },
  ntpot_ms: { of: [1000, [[1, 'e2e_ms']]], by: outputTokens },
  // thousandths of a token per second, of nanoseconds per token
  tok_s_user: { of: [1e12, [[1, 1]]], by: [[1, 'tpot_ms']] },
  tok_s_e2e: { of: [1e12, [[1, 1]]], by: [[1, 'ntpot_ms']] },
  norm_tok_s: {
    of: [
      1e9,
      [
        [1, 'local_tokens'],
        [-1, 1],
      ],
    ],
    by: [[1, 'decode_ms']],
  },
};

const unitNames: Record<number, string> = { 1000: 'us', 1_000_000: 'ns' };

/** The column that has it: `ttft_us`, `tpot_rest_ns`, `tok_s_user_rest`. */
export function storedName(name: LatencyMetric): string {
  const rest = expected[name] ? '_rest' : '';
  return name.endsWith('_ms')
    ? `${name.slice(0, -3)}${rest}_${unitNames[wholeUnits[name]]}`
    : `${name}${rest}`;
}

const isQuotient = (value: Expected): value is Quotient => 'by' in value;

const sqlSum = (terms: readonly Term[], wholes: Wholes) =>
  terms.map(([factor, name]) => (name === 1 ? String(factor) : `${factor} * ${wholes(name)}`)).join(' + ');

/** As SQL, 0 where nothing is expected. */
export function expectedSql(name: LatencyMetric, wholes: Wholes): string {
  const value = expected[name];
  if (!value) return '0';
  if (!isQuotient(value)) return sqlSum(value, wholes);
  const [factor, terms] = value.of;
  return `intDivOrZero(${factor} * (${sqlSum(terms, wholes)}), greatest(${sqlSum(value.by, wholes)}, 0))`;
}

type Numbers = (name: LatencyMetric | TokenCount) => number;

const sumOf = (terms: readonly Term[], numbers: Numbers) =>
  terms.reduce((total, [factor, name]) => total + factor * (name === 1 ? 1 : numbers(name)), 0);

/** The same as a number. */
export function expectedNumber(name: LatencyMetric, numbers: Numbers): number {
  const value = expected[name];
  if (!value) return 0;
  if (!isQuotient(value)) return sumOf(value, numbers);
  const by = sumOf(value.by, numbers);
  return by > 0 ? Math.trunc((value.of[0] * sumOf(value.of[1], numbers)) / by) : 0;
}

import { lookUp } from '../base/template.ts';
import { AssayError } from '../contract/errors.ts';
import { outcomes, type Outcome } from '../contract/outcome.ts';
import type { PlacedRow, TableRow } from './read-table.ts';
import type { ColumnMap, RecordedField } from './recorded-fields.ts';

/** A call of which a file tells; `null`: it does not say. */
export interface RecordedCall {
  place: number;
  target: string;
  caseId: string;
  /** As written; `null`: the file has no such column. */
  repeat: number | null;
  cluster: string;
  category: string;
  /** Wall clock, ms since the epoch. */
  startedAtMs: number | null;
  input: string | null;
  output: string | null;
  expected: unknown;
  score: number | null;
  correct: boolean | null;
  ttftMs: number | null;
  e2eMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  cacheReadTokens: number | null;
  costNanousd: number | null;
  error: string;
  outcome: Outcome;
}

export interface CallReading {
  file: string;
  map: ColumnMap;
  unknown: ReadonlyMap<RecordedField, ReadonlySet<string>>;
  /** Of all calls, where no column tells it. */
  target?: string;
}

const isNothing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'string' && /^(null|nan|n\/a)$/i.test(value.trim()));

/** One row's cells, read as what they are to be; every complaint names row, field and value. */
class Cells {
  readonly #row: TableRow;
  readonly #place: number;
  readonly #reading: CallReading;

  constructor({ row, place }: PlacedRow, reading: CallReading) {
    this.#row = row;
    this.#place = place;
    this.#reading = reading;
  }

  /** `undefined` when the file does not say. */
  value(field: RecordedField): unknown {
    const column = this.#reading.map[field];
    // an empty name says that there is no such column
    const value = column ? lookUp(column, this.#row) : undefined;
    if (isNothing(value) || this.#isUnknown(field, value)) return undefined;
    return value;
  }

  #isUnknown(field: RecordedField, value: unknown): boolean {
    const unknown = this.#reading.unknown.get(field);
    if (!unknown) return false;
    return (
      unknown.has(String(value)) || [...unknown].some((text) => text !== '' && Number(text) === Number(value))
    );
  }

  text(field: RecordedField): string | null {
    const value = this.value(field);
    if (value === undefined) return null;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  number(field: RecordedField, expected: string, isFit: (value: number) => boolean): number | null {
    const value = this.value(field);
    if (value === undefined) return null;
    const number = typeof value === 'boolean' ? Number(value) : Number(String(value).trim());
    if (Number.isFinite(number) && isFit(number)) return number;
    return this.#refuse(field, value, expected);
  }

  count = (field: RecordedField) =>
    this.number(field, 'a whole number from 0', (n) => Number.isInteger(n) && n >= 0);

  /** In the first unit that has a column, times its factor. */
  amount(units: [RecordedField, number][]): number | null {
    for (const [field, factor] of units) {
      const value = this.number(field, 'a number from 0', (n) => n >= 0);
      if (value !== null) return value * factor;
    }
    return null;
  }

  flag(field: RecordedField): boolean | null {
    const value = this.value(field);
    if (value === undefined) return null;
    if (/^(true|1|1\.0|yes)$/i.test(String(value))) return true;
    if (/^(false|0|0\.0|no)$/i.test(String(value))) return false;
    return this.#refuse(field, value, 'true or false');
  }

  /** A date, ms since the epoch, or s when it is too small for ms. */
  instant(field: RecordedField): number | null {
    const value = this.value(field);
    if (value === undefined) return null;
    if (value instanceof Date) return value.getTime();
    const number = Number(value);
    const ms = Number.isNaN(number) ? Date.parse(String(value)) : number < 1e11 ? number * 1000 : number;
    return Number.isFinite(ms) && ms > 0
      ? ms
      : this.#refuse(field, value, 'a date and time, or ms or s since 1970');
  }

  outcome(): Outcome {
    const value = this.value('outcome');
    if (value === undefined) return this.value('error') === undefined ? 'ok' : 'error';
    if ((outcomes as readonly unknown[]).includes(value)) return value as Outcome;
    return this.#refuse('outcome', value, `one of ${outcomes.join(', ')}`);
  }

  needed(field: 'target' | 'case'): string {
    return this.text(field) ?? this.#refuse(field, this.#row[this.#reading.map[field] ?? ''] ?? '', 'a name');
  }

  #refuse(field: RecordedField, value: unknown, expected: string): never {
    throw new AssayError(
      'usage',
      `row ${this.#place} of ${this.#reading.file}: ${field} is ${JSON.stringify(value) ?? 'nothing'}`,
      {
        remedy: `Expected ${expected}. A value that stands for "not known" is named with --unknown ${field}=….`,
      },
    );
  }
}

/** Throws `usage` with row, field and value when a cell is not what its field is. */
export function recordedCall(row: PlacedRow, reading: CallReading): RecordedCall {
  const cells = new Cells(row, reading);
  const percent = cells.number('score_percent', 'a number from 0 to 100', (n) => n >= 0 && n <= 100);
  const score = cells.number(
    'score',
    'a number from 0 to 1 (from 0 to 100: map score_percent)',
    (n) => n >= 0 && n <= 1,
  );
  const cost = cells.amount([
    ['cost_nanousd', 1],
    ['cost_usd', 1e9],
    ['cost_cents', 1e7],
  ]);
  return {
    place: row.place,
    target: reading.target ?? cells.needed('target'),
    caseId: cells.needed('case'),
    repeat: cells.count('repeat'),
    cluster: cells.text('cluster') ?? '',
    category: cells.text('category') ?? '',
    startedAtMs: cells.instant('time'),
    input: cells.text('input'),
    output: cells.text('output'),
    expected: cells.value('expected'),
    score: score ?? (percent === null ? null : percent / 100),
    correct: cells.flag('correct'),
    ttftMs: cells.amount([
      ['ttft_ms', 1],
      ['ttft_s', 1000],
    ]),
    e2eMs: cells.amount([
      ['e2e_ms', 1],
      ['e2e_s', 1000],
    ]),
    inputTokens: cells.count('input_tokens'),
    outputTokens: cells.count('output_tokens'),
    reasoningTokens: cells.count('reasoning_tokens'),
    cacheReadTokens: cells.count('cache_read_tokens'),
    costNanousd: cost === null ? null : Math.round(cost),
    error: cells.text('error') ?? '',
    outcome: cells.outcome(),
  };
}

import { lookUp } from '../base/template.ts';
import { AssayError } from '../contract/errors.ts';
import { outcomes, type Outcome } from '../contract/outcome.ts';
import { readInstant } from './read-instant.ts';
import { readNumber } from './read-number.ts';
import type { PlacedRow, TableRow } from './read-table.ts';
import type { ColumnMap, RecordedField, ScoreColumns } from './recorded-fields.ts';

/** What a winner column says. */
export type Winner = 'first' | 'second' | 'tie';

export interface CallReading {
  file: string;
  map: ColumnMap;
  scores: ScoreColumns;
  unknown: ReadonlyMap<RecordedField, ReadonlySet<string>>;
  /** Of all calls, where no column tells it. */
  target?: string;
  /** Words of the winner column, beside the usual ones. */
  winners?: ReadonlyMap<string, Winner>;
  /** Hears of what was read in a way that a person should know. */
  note?(what: 'unknown' | 'no-zone' | 'micro' | 'nano' | 'comma', field: RecordedField): void;
}

/** `a+b` joins two columns, unless one is called so. */
export function valueAt(column: string, row: TableRow): unknown {
  const value = lookUp(column, row);
  if (value !== undefined || !column.includes('+')) return value;
  const parts = column.split('+').map((part) => lookUp(part.trim(), row));
  return parts.every((part) => part !== undefined && part !== null) ? parts.map(String).join('/') : undefined;
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';
/** How files say of a number that there is none. */
const noNumber = /^(?:null|-?nan|nat|<?n\/?a>?|#n\/?[av]!?|none|nil|undefined|-+)$/i;

/** Verdicts in words; the letters are those of inspect: correct, partly, incorrect, no answer. */
const verdictText = new Map([
  ...['true', 't', 'yes', 'y', 'correct', 'right', 'pass', 'passed', 'c'].map((word) => [word, 1] as const),
  ...['false', 'f', 'no', 'incorrect', 'wrong', 'fail', 'failed', 'i', 'n'].map((word) => [word, 0] as const),
  ['p', 0.5] as const,
  // spreadsheets write theirs in the language of the machine
  ...['wahr', 'vrai', 'verdadero', 'verdadeiro', 'vero', 'waar', 'prawda', 'истина'].map(
    (word) => [word, 1] as const,
  ),
  ...['falsch', 'faux', 'falso', 'onwaar', 'fałsz', 'ложь'].map((word) => [word, 0] as const),
]);

/** One row's cells, read as what they are to be; every complaint names row, field and value. */
export class Cells {
  readonly #row: TableRow;
  readonly #place: number;
  readonly #reading: CallReading;

  constructor({ row, place }: PlacedRow, reading: CallReading) {
    this.#row = row;
    this.#place = place;
    this.#reading = reading;
  }

  /** As it stands; `undefined` when the file has no such column, or names the value as one that stands for "not known". */
  raw(field: RecordedField): unknown {
    const column = this.#reading.map[field];
    // an empty name says that there is no such column
    const value = column ? valueAt(column, this.#row) : undefined;
    return this.#isUnknown(field, value) ? undefined : value;
  }

  /** Of a text: `undefined` for an empty cell, and for nothing else. */
  value(field: RecordedField): unknown {
    const value = this.raw(field);
    return isEmpty(value) ? undefined : value;
  }

  /** Of a number, a time, a flag: words like `NaN` and `N/A` say that it is not known. */
  #known(field: RecordedField): unknown {
    const value = this.value(field);
    const isNone = Number.isNaN(value) || (typeof value === 'string' && noNumber.test(value.trim()));
    if (!isNone) return value;
    this.#reading.note?.('unknown', field);
    return undefined;
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
    return value === undefined ? null : textOf(value);
  }

  /** An empty answer is an answer; `null`: the cell is missing, or the file has no such column. */
  answer(): string | null {
    const value = this.raw('output');
    return value === undefined || value === null ? null : textOf(saidIn(value));
  }

  number(field: RecordedField, expected: string, isFit: (value: number) => boolean): number | null {
    const value = this.#known(field);
    if (value === undefined) return null;
    const { value: number, hasComma } =
      typeof value === 'boolean' ? { value: Number(value), hasComma: false } : readNumber(String(value));
    if (hasComma) this.#reading.note?.('comma', field);
    if (Number.isFinite(number) && isFit(number)) return number;
    return this.refuse(field, value, expected);
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
    const value = this.#known(field);
    if (value === undefined) return null;
    const word = String(value).trim().toLowerCase();
    const verdict = verdictText.get(word) ?? Number(word);
    if (verdict === 0 || verdict === 1) return verdict === 1;
    return this.refuse(field, value, 'true or false');
  }

  instant(field: RecordedField): number | null {
    const value = this.#known(field);
    if (value === undefined) return null;
    const instant = readInstant(value);
    if (instant === undefined)
      return this.refuse(
        field,
        value,
        'a time between 1970 and 2100: an ISO date (2026-11-28T10:00:00Z), or s, ms, µs or ns since 1970',
      );
    if (!instant.hasZone) this.#reading.note?.('no-zone', field);
    if (instant.unit === 'µs') this.#reading.note?.('micro', field);
    if (instant.unit === 'ns') this.#reading.note?.('nano', field);
    return instant.ms;
  }

  outcome(): Outcome {
    const value = this.value('outcome');
    if (value === undefined) return this.error() === '' ? 'ok' : 'error';
    if ((outcomes as readonly unknown[]).includes(value)) return value as Outcome;
    return this.refuse('outcome', value, `one of ${outcomes.join(', ')}`);
  }

  /** What went wrong; a word that says "nothing" is nothing. */
  error(): string {
    const text = this.text('error') ?? '';
    return noNumber.test(text.trim()) ? '' : text;
  }

  /** Values of named scores, each from 0 to 1. */
  scores(): { name: string; value: number | null; explanation: string | null }[] {
    const { values, explanations } = this.#reading.scores;
    return [...values].map(([name, column]) => {
      const cell = valueAt(column, this.#row);
      const why = explanations.get(name);
      const explanation = why === undefined ? undefined : valueAt(why, this.#row);
      return {
        name,
        value: this.#share(`score.${name}`, cell),
        explanation: isEmpty(explanation) ? null : textOf(explanation),
      };
    });
  }

  #share(field: string, cell: unknown): number | null {
    const isNone =
      isEmpty(cell) || Number.isNaN(cell) || (typeof cell === 'string' && noNumber.test(cell.trim()));
    if (isNone) return null;
    const written = String(cell).trim();
    const number =
      typeof cell === 'boolean'
        ? Number(cell)
        : (verdictText.get(written.toLowerCase()) ?? readNumber(written).value);
    if (number >= 0 && number <= 1) return number;
    return this.refuse(field, cell, 'a number from 0 to 1, true or false, correct or incorrect');
  }

  needed(field: 'target' | 'case'): string {
    return this.text(field) ?? this.refuse(field, this.raw(field) ?? '', 'a name');
  }

  refuse(field: string, value: unknown, expected: string): never {
    throw new AssayError(
      'usage',
      `row ${this.#place} of ${this.#reading.file}: ${field} is ${typeof value === 'number' ? value : (JSON.stringify(value) ?? 'nothing')}`,
      {
        remedy: `Expected ${expected}. If it means "unknown", declare it with --unknown ${field}=….`,
      },
    );
  }
}

/** Tools that keep whole messages keep the answer as one: `{role, content}`. */
function saidIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { role, content } = value as Record<string, unknown>;
  return role === 'assistant' && typeof content === 'string' && content !== '' ? content : value;
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : String(value);

import type { CallReading } from './cells.ts';
import type { RecordedField } from './recorded-fields.ts';

/** What was made of a file: said after every import, since what is ignored in silence is missed too late. */
export interface ImportReport {
  /** Field → column. */
  mapped: [field: string, column: string][];
  /** Columns that nothing was taken from. */
  ignored: string[];
  /** Cells that say "not known", by field. */
  unknown: Partial<Record<RecordedField, number>>;
  /** Rows left out, since another one of the same call was kept. */
  dropped: number;
  /** Calls that count as failed, since the file has answers and none for them. */
  without_answer: number;
  /** Sentences about what was read in a way that may not be meant. */
  notes: string[];
}

type Note = Parameters<NonNullable<CallReading['note']>>[0];

const rowsText = (count: number) => `${count} row${count === 1 ? '' : 's'}`;

/** Hears what the reading of one pass notes. */
export class ImportNotes {
  readonly #counts = new Map<Note, Map<RecordedField, number>>();

  note = (what: Note, field: RecordedField): void => {
    const fields = this.#counts.get(what) ?? new Map<RecordedField, number>();
    this.#counts.set(what, fields);
    fields.set(field, (fields.get(field) ?? 0) + 1);
  };

  get unknown(): ImportReport['unknown'] {
    return Object.fromEntries(this.#counts.get('unknown') ?? []);
  }

  /** One sentence a finding. */
  sentences(): string[] {
    const zoneless = this.#counts.get('no-zone')?.get('time') ?? 0;
    const units = (['micro', 'nano'] as const).filter((unit) => this.#counts.has(unit));
    return [
      ...(zoneless > 0 ? [`times without a zone are read as UTC (${rowsText(zoneless)})`] : []),
      ...[...(this.#counts.get('comma') ?? [])].map(
        ([field, count]) =>
          `${field}: commas are read as in 0,5 and 1.234,5 and 1,234.5 (${rowsText(count)})`,
      ),
      ...units.map((unit) => `time is read as ${unit}seconds since 1970, by its size`),
    ];
  }
}

/** The names of columns that a mapping takes something from: `tokens.0` takes from `tokens`, `a+b` from both. */
function rootsOf(column: string, columns: ReadonlySet<string>): string[] {
  if (columns.has(column)) return [column];
  return column
    .split('+')
    .map((part) => (columns.has(part.trim()) ? part.trim() : (part.split('.')[0] ?? '').trim()));
}

export function columnsReport(
  { map, scores }: Pick<CallReading, 'map' | 'scores'>,
  columns: readonly string[],
): Pick<ImportReport, 'mapped' | 'ignored'> {
  const mapped: [string, string][] = [
    ...Object.entries(map),
    ...[...scores.values].map(([name, column]): [string, string] => [`score.${name}`, column]),
    ...[...scores.explanations].map(([name, column]): [string, string] => [`explanation.${name}`, column]),
  ];
  const known = new Set(columns);
  const used = new Set(mapped.flatMap(([, column]) => rootsOf(column, known)));
  return {
    mapped: mapped.filter(([, column]) => column !== ''),
    ignored: columns.filter((column) => !used.has(column)),
  };
}

import type { z } from 'zod';
import { issueProblems, problemSentence } from '../../contract/problems/issue-problems.ts';
import type { CaseEntry, ScorerEntry } from '../../contract/suite.ts';
import type { PlacedRow } from '../read-table.ts';
import { UnsupportedList, type Converted } from './converted.ts';

/** A published data set's way of writing its rows: one file each in this folder. */
export interface DataSet<Row> {
  /** What a user writes as `--as`. */
  word: string;
  summary: string;
  row: z.ZodType<Row>;
  /** For every case; a case may have its own. */
  scorers: ScorerEntry[];
  /** `null`: the row cannot be asked; says why itself. */
  caseOf(row: Row, unsupported: UnsupportedList, place: string): CaseEntry | null;
}

export type AnyDataSet = Omit<DataSet<never>, 'row'> & { row: z.ZodType };

/** Every row as a case; rows that are not of this kind are told. */
export async function convertDataSet(
  set: AnyDataSet,
  rows: AsyncIterable<PlacedRow>,
  name: string,
): Promise<Converted> {
  const unsupported = new UnsupportedList();
  const cases: CaseEntry[] = [];
  for await (const { row, place } of rows) {
    const read = set.row.safeParse(row);
    const at = `row ${place}`;
    if (!read.success) {
      const context = { schema: set.row, value: row, noun: 'the row' };
      const [problem] = issueProblems(read.error.issues, context);
      const why = problem ? problemSentence(problem) : 'another shape';
      unsupported.add(`rows that are not of ${set.word}`, why, at);
      continue;
    }
    const entry = set.caseOf(read.data as never, unsupported, at);
    if (entry) cases.push(entry);
  }
  return { name, scorers: set.scorers, cases, unsupported: unsupported.all };
}

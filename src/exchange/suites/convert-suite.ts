/** A file of another tool as a suite of ours. What it is, is told by the user or seen from its content. */
import { readFile } from 'node:fs/promises';
import { extname, parse as parsePath } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { AssayError } from '../../contract/errors.ts';
import type { CaseEntry } from '../../contract/suite.ts';
import { readTable, type PlacedRow, type TableRow } from '../read-table.ts';
import { bfcl } from './bfcl.ts';
import type { Converted } from './converted.ts';
import { convertDataSet, type AnyDataSet } from './data-set.ts';
import { gsm8k } from './gsm8k.ts';
import { humanEval } from './human-eval.ts';
import { ifeval } from './ifeval.ts';
import { multipleChoice } from './multiple-choice.ts';
import { openaiEvals } from './openai-evals.ts';
import { convertPromptfoo, isPromptfoo } from './promptfoo.ts';

/** Those with the most telling columns first: the first whose shape fits a file's first row is taken. */
const dataSets: readonly AnyDataSet[] = [bfcl, humanEval, ifeval, openaiEvals, gsm8k, multipleChoice];

export const suiteFormats: readonly string[] = ['promptfoo', ...dataSets.map(({ word }) => word), 'columns'];

export interface ConvertOptions {
  /** One of `suiteFormats`; default: seen from the content. */
  as?: string;
  /** BFCL's answers, when they are in a file of their own. */
  answers?: string;
  /** Rows of any table: a row as a case, by its columns. */
  caseOfRow(row: TableRow): CaseEntry;
  /** Rows that are at hand already; nothing is read then. */
  rows?: PlacedRow[];
  /** Whether columns were named: then no data set is guessed. */
  hasMap: boolean;
}

async function documentOf(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new AssayError('usage', `cannot read ${file}: ${cause.message}`, { cause });
  });
  try {
    return /\.ya?ml$/i.test(file) ? parseYaml(text) : JSON.parse(text);
  } catch (cause) {
    throw new AssayError('usage', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** MMLU's own CSV has no header: question, four choices, letter. `null` when the file is not that. */
async function headlessMmlu(file: string): Promise<PlacedRow[] | null> {
  if (extname(file).toLowerCase() !== '.csv') return null;
  const text = await readFile(file, 'utf8').catch(() => '');
  const [first] = parseCsv(text, { to: 1, relax_column_count: true }) as unknown as string[][];
  if (first?.length !== 6 || !/^[A-D]$/.test(first[5] ?? '')) return null;
  const rows = parseCsv(text, { relax_column_count: true }) as unknown as string[][];
  return rows.map(([question, ...rest], i) => ({
    row: { question, choices: rest.slice(0, 4), answer: rest[4] },
    place: i + 1,
  }));
}

async function* withAnswers(
  rows: AsyncIterable<PlacedRow>,
  file: string | undefined,
): AsyncGenerator<PlacedRow> {
  const answers = new Map<unknown, unknown>();
  if (file !== undefined)
    for await (const { row } of readTable(file)) answers.set(row['id'], row['ground_truth']);
  for await (const { row, place } of rows) {
    const answer = answers.get(row['id']);
    yield { row: answer === undefined ? row : { ground_truth: answer, ...row }, place };
  }
}

async function* given(rows: PlacedRow[]): AsyncGenerator<PlacedRow> {
  yield* rows;
}

const tableOf = (file: string, { rows }: ConvertOptions): AsyncIterable<PlacedRow> =>
  rows ? given(rows) : readTable(file);

async function firstOf(rows: AsyncIterable<PlacedRow>): Promise<TableRow | undefined> {
  for await (const { row } of rows) return row;
  return undefined;
}

async function byColumns(file: string, name: string, options: ConvertOptions): Promise<Converted> {
  const cases: CaseEntry[] = [];
  for await (const { row } of tableOf(file, options)) cases.push(options.caseOfRow(row));
  return { name, cases, lacking: [] };
}

function unknownFormat(as: string): AssayError {
  return new AssayError('usage', `--as is "${as}"`, {
    remedy: `Expected one of ${suiteFormats.join(', ')}.`,
  });
}

/** Throws `usage` when the file cannot be read, or when nothing tells what it is. */
export async function convertSuite(file: string, options: ConvertOptions): Promise<Converted> {
  const { as } = options;
  const { name } = parsePath(file);
  if (as !== undefined && !suiteFormats.includes(as)) throw unknownFormat(as);
  const isFile = options.rows === undefined;
  if (isFile && (as === 'promptfoo' || (as === undefined && /\.(ya?ml|json)$/i.test(file)))) {
    const document = await documentOf(file);
    if (isPromptfoo(document)) return convertPromptfoo(document, file, name);
    if (as === 'promptfoo' || /\.ya?ml$/i.test(file))
      throw new AssayError('usage', `${file} is no promptfoo configuration`, {
        remedy: 'Expected an object with `prompts`, and `tests` or `providers`.',
      });
  }
  if (as === 'columns' || (as === undefined && options.hasMap)) return byColumns(file, name, options);
  const mayBeMmlu = isFile && (as === undefined || as === multipleChoice.word);
  const headless = mayBeMmlu ? await headlessMmlu(file) : null;
  if (headless) return convertDataSet(multipleChoice, given(headless), name);
  const rows = () => withAnswers(tableOf(file, options), options.answers);
  const first = await firstOf(rows());
  const set = dataSets.find(({ word, row }) =>
    as === undefined ? row.safeParse(first).success : word === as,
  );
  if (set) return convertDataSet(set, rows(), name);
  throw new AssayError('usage', `nothing tells what the rows of ${file} are`, {
    remedy: `Its columns are ${Object.keys(first ?? {}).join(', ')}. Name them, --map input=COLUMN --map expected=COLUMN, or name the format with --as: ${suiteFormats.join(', ')}.`,
  });
}

/** A file of another tool as a suite of ours. What it is, is told by the user or seen from its content. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, parse as parsePath } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { refuseDepth } from '../../base/nesting.ts';
import { AssayError } from '../../contract/errors.ts';
import type { CaseEntry, ScorerEntry } from '../../contract/suite.ts';
import { readTable, type PlacedRow, type TableRow } from '../read-table.ts';
import { bfcl } from './bfcl.ts';
import type { Converted } from './converted.ts';
import { convertDataSet, type AnyDataSet } from './data-set.ts';
import { gsm8k } from './gsm8k.ts';
import { humanEval } from './human-eval.ts';
import { ifeval } from './ifeval.ts';
import { inspect } from './inspect.ts';
import { multipleChoice } from './multiple-choice.ts';
import { isMatchKind, matchKinds, openaiEvals } from './openai-evals.ts';
import { readRegistry } from './openai-registry.ts';
import { parseYaml } from './promptfoo/beside.ts';
import {
  convertPromptfoo,
  convertTestRows,
  convertTests,
  type PromptfooOptions,
} from './promptfoo/convert.ts';
import { isPromptfoo, isTestList } from './promptfoo/recognise.ts';
import { isLines, rowsOfFile, textOf } from './rows-of-file.ts';

const dataSetsFor = (match: string): readonly AnyDataSet[] =>
  // those with the most telling columns first: the first whose shape fits a file's first row is taken
  [bfcl, humanEval, ifeval, openaiEvals(match), gsm8k, multipleChoice, inspect];

export const suiteFormats: readonly string[] = [
  'promptfoo',
  ...dataSetsFor('match').map(({ word }) => word),
  'columns',
];

export interface ConvertOptions {
  /** One of `suiteFormats`; default: seen from the content. */
  as?: string;
  /** BFCL's answers, when they are in a file of their own that is not where BFCL has it. */
  answers?: string;
  /** Of OpenAI evals: how answers are compared. */
  match?: string;
  /** Rows of any table: a row as a case, by its columns. */
  caseOfRow(row: TableRow): CaseEntry;
  /** Rows that are at hand already; nothing is read then. */
  rows?: PlacedRow[];
  /** Whether columns were named: then no data set is guessed. */
  hasMap: boolean;
  /** Where the suite will lie: files that its scorers need are named from there. */
  folder: string;
  /** What the suite's own files beside it are called after. */
  stem: string;
  /** Who judges where a file names nobody. */
  judge: string;
  /** Why a scorer refuses its options; `null`: it takes them. */
  refusal(scorer: ScorerEntry): string | null;
}

async function documentOf(file: string): Promise<unknown> {
  const text = await textOf(file);
  if (isLines(text)) return null;
  try {
    return /\.ya?ml$/i.test(file) ? parseYaml(text) : refuseDepth(JSON.parse(text));
  } catch (cause) {
    const [said] = (cause as Error).message.split('\n');
    throw new AssayError('usage', `${file} cannot be read: ${said}`, { cause });
  }
}

/** The cells of a CSV file's first lines; `null`: it is none, which `readTable` says with the line. */
function cellsIn(text: string, to: number | null): string[][] | null {
  try {
    return parseCsv(text, { to, bom: true, relax_column_count: true }) as unknown as string[][];
  } catch {
    return null;
  }
}

/** MMLU's own CSV has no header: question, four choices, letter. `null` when the file is not that. */
async function headlessMmlu(file: string): Promise<PlacedRow[] | null> {
  if (extname(file).toLowerCase() !== '.csv') return null;
  const text = await readFile(file, 'utf8').catch(() => '');
  const first = cellsIn(text, 1)?.[0];
  if (first?.length !== 6 || !/^[A-D]$/.test(first[5] ?? '')) return null;
  const rows = cellsIn(text, null)?.map(([question, ...rest], i) => ({
    row: { question, choices: rest.slice(0, 4), answer: rest[4] },
    place: i + 1,
  }));
  return rows ?? null;
}

/** Where BFCL has the answers to a file of questions. */
async function answersBeside(file: string): Promise<string | undefined> {
  const places = [join(dirname(file), 'possible_answer'), join(dirname(file), '..', 'possible_answer')];
  for (const place of places) {
    const path = join(place, basename(file));
    if (path !== file && (await stat(path).catch(() => null))?.isFile()) return path;
  }
  return undefined;
}

async function* withAnswers(
  rows: AsyncIterable<PlacedRow>,
  file: string | undefined,
): AsyncGenerator<PlacedRow> {
  const answers = new Map<unknown, unknown>();
  if (file !== undefined)
    for await (const { row } of rowsOfFile(file)) answers.set(row['id'], row['ground_truth']);
  for await (const { row, place } of rows) {
    const answer = answers.get(row['id']);
    yield { row: answer === undefined ? row : { ground_truth: answer, ...row }, place };
  }
}

async function* given(rows: PlacedRow[]): AsyncGenerator<PlacedRow> {
  yield* rows;
}

const tableOf = (file: string, { rows }: ConvertOptions): AsyncIterable<PlacedRow> =>
  rows ? given(rows) : rowsOfFile(file);

async function firstOf(rows: AsyncIterable<PlacedRow>): Promise<TableRow | undefined> {
  for await (const { row } of rows) return row;
  return undefined;
}

async function byColumns(file: string, name: string, options: ConvertOptions): Promise<Converted> {
  const cases: CaseEntry[] = [];
  for await (const { row } of tableOf(file, options)) cases.push(options.caseOfRow(row));
  return { name, cases, unsupported: [] };
}

function checkWords({ as, match }: ConvertOptions): void {
  if (as !== undefined && !suiteFormats.includes(as))
    throw new AssayError('usage', `--as is "${as}"`, {
      remedy: `Expected one of ${suiteFormats.join(', ')}.`,
    });
  if (match !== undefined && !isMatchKind(match))
    throw new AssayError('usage', `--match is "${match}"`, {
      remedy: `Expected one of ${matchKinds.join(', ')}.`,
    });
}

const isTestRow = (row: TableRow | undefined) =>
  Object.keys(row ?? {}).some((column) =>
    /^\s*__(?:expected|metric|threshold|prefix|suffix|description|metadata:)/.test(column),
  );

/** What is a document of its own and no table; `null`: it is none. */
async function ofDocument(
  file: string,
  settings: PromptfooOptions,
  options: ConvertOptions,
): Promise<Converted | null> {
  const { as } = options;
  const document = await documentOf(file);
  if (isPromptfoo(document)) return convertPromptfoo(document, settings);
  if (isTestList(document)) return convertTests(document, settings);
  if (as === 'promptfoo')
    throw new AssayError('usage', `${file} is not a promptfoo configuration`, {
      remedy: 'Expected an object with `prompts`, `tests` or `providers`, or a list of tests.',
    });
  if (as !== undefined && as !== 'openai-evals') return null;
  const registry = await readRegistry(document, file);
  if (!registry) return null;
  const set = openaiEvals(options.match ?? registry.match, registry.ignoresCase);
  const converted = await convertDataSet(set, rowsOfFile(registry.samples), settings.name);
  return { ...converted, unsupported: [...registry.unsupported, ...converted.unsupported] };
}

/** Throws `usage` when the file cannot be read, or when nothing tells what it is. */
export async function convertSuite(file: string, options: ConvertOptions): Promise<Converted> {
  const { as, folder, judge, refusal, stem } = options;
  checkWords(options);
  if (/\.(?:[cm]?[jt]s|py)$/i.test(file))
    throw new AssayError('usage', `${file} is a program`, {
      remedy:
        'Programs of other tools are not run: save what it exports as YAML or JSON, and pass that to --from.',
    });
  const { name } = parsePath(file);
  const settings: PromptfooOptions = { file, name, stem, folder, judge, refusal };
  const isFile = options.rows === undefined;
  const mayBeDocument = as === undefined || as === 'promptfoo' || as === 'openai-evals';
  if (isFile && mayBeDocument && !options.hasMap && /\.(?:ya?ml|json)$/i.test(file)) {
    const converted = await ofDocument(file, settings, options);
    if (converted) return converted;
  }
  if (as === 'columns' || (as === undefined && options.hasMap)) return byColumns(file, name, options);
  const mayBeMmlu = isFile && (as === undefined || as === multipleChoice.word);
  const headless = mayBeMmlu ? await headlessMmlu(file) : null;
  if (headless) return convertDataSet(multipleChoice, given(headless), name);
  const answers = options.answers ?? (isFile ? await answersBeside(file) : undefined);
  const rows = () => withAnswers(tableOf(file, options), answers);
  const first = await firstOf(rows());
  if (isFile && (as === 'promptfoo' || (as === undefined && isTestRow(first))))
    return convertTestRows(readTable(file), settings);
  const set = dataSetsFor(options.match ?? 'match').find(({ word, row }) =>
    as === undefined ? row.safeParse(first).success : word === as,
  );
  if (set) return convertDataSet(set, rows(), name);
  throw new AssayError('usage', `the format of ${file} was not recognized`, {
    remedy: `Its columns are ${Object.keys(first ?? {}).join(', ')}. Name them, --map input=COLUMN --map expected=COLUMN, or name the format with --as: ${suiteFormats.join(', ')}.`,
  });
}

/** Suites written to start from: another tool's file as a suite, or a commented one. Never over a file that exists. */
import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, parse, relative, resolve } from 'node:path';
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { AssayError } from '../../contract/errors.ts';
import type { CaseEntry, ScorerEntry } from '../../contract/suite.ts';
import { hubSource, type HubSource } from '../../exchange/hub-rows.ts';
import type { PlacedRow } from '../../exchange/read-table.ts';
import type { Converted } from '../../exchange/suites/converted.ts';
import { prepareScorer } from '../../score/prepare-scorer.ts';
import { caseOfRow } from '../../suite/case-of-row.ts';
import { normaliseScorer } from '../../suite/normalise-scorer.ts';
import type { AppContext } from '../context.ts';
import { writeError } from '../data/write-file.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { convertedSuite, unsupportedLines } from '../suite/converted-suite.ts';
import { readSuiteFile } from '../suite/read-suite-file.ts';
import { starterSuite } from '../suite/starter-suite.ts';
import { assertSuiteForm, suiteInForm } from '../suite/suite-form.ts';
import { numberInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';

const text = z.string().min(1);
const file = text
  .default('suite.yaml')
  .describe('path to write, in the format of its ending: .yaml, .json, .ts, .mjs');

const input = z.strictObject({
  file,
  from: text.describe("path of another tool's file, or hf://owner/name[/config[/split]]"),
  as: text.optional().describe('promptfoo, bfcl, ifeval …; default: seen from the file'),
  map: z
    .record(z.string(), z.string())
    .default({})
    .describe('of any table: which column is input, expected, id, category, …'),
  fetch: z.boolean().default(false).describe('download what `from` names on the hub'),
  limit: numberInput(numberRules.count).default(1000).describe('of the hub: so many of the first rows'),
  answers: text.optional().describe('of BFCL: path of the file with the right calls'),
  match: text.optional().describe('of OpenAI evals: how answers are compared'),
  judge: text.default('openai/gpt-4.1').describe('of promptfoo: the judge where the file names none'),
});
type Input = z.output<typeof input>;

const writtenSchema = z.object({ schema: z.literal('assay.init/1'), path: z.string() });
const output = writtenSchema.extend({
  cases: z.int(),
  unsupported: z
    .array(
      z.object({
        what: z.string(),
        why: z.string(),
        where: z.array(z.string()),
        count: z.int(),
        isTaken: z.boolean().describe('converted, and means something else than it did there'),
      }),
    )
    .describe('what could not be converted as it was'),
});

async function explain(error: NodeJS.ErrnoException, path: string, cwd: string): Promise<unknown> {
  if (error.code === 'EEXIST')
    return new AssayError('usage', `${relative(cwd, path)} exists already and is left as it is`, {
      remedy: 'Name another file: assay init other.yaml',
    });
  return writeError(path, error);
}

async function writeNew(path: string, content: string, cwd: string): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (error) {
    throw await explain(error as NodeJS.ErrnoException, path, cwd);
  }
}

/** Kept only when it reads as a suite. */
async function writeConverted(converted: Converted, path: string, from: string, cwd: string): Promise<void> {
  if (converted.cases.length === 0)
    throw new AssayError('usage', `${from} gives no cases`, {
      remedy: 'What it has instead is listed above.',
    });
  const casesPath = join(dirname(path), `${parse(path).name}.cases.jsonl`);
  const { suite, cases } = convertedSuite(converted, from, basename(casesPath));
  const files = [
    ...(cases === null ? [] : [{ place: casesPath, content: cases }]),
    ...(converted.files ?? []).map((own) => ({ place: join(dirname(path), own.name), content: own.text })),
    { place: path, content: suiteInForm(suite, extname(path)) },
  ];
  const written: string[] = [];
  try {
    for (const { place, content } of files) {
      await writeNew(place, content, cwd);
      written.push(place);
    }
    await readSuiteFile(path);
  } catch (error) {
    for (const place of written) await rm(place, { force: true });
    throw error;
  }
}

/** Why a scorer refuses its options; `null`: it takes them. */
function refusalOf(entry: ScorerEntry): string | null {
  try {
    prepareScorer(normaliseScorer(entry));
    return null;
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { message, expected } = error.problems[0] ?? { message: error.message };
    return expected === undefined ? message : `${message} Expected ${expected}.`;
  }
}

/** Rows of a data set on the hub, and what of them cannot be had. */
async function fetchRows(source: HubSource, { fetch, limit }: Input, context: AppContext) {
  const { readHub, hubAddress } = await import('../../exchange/hub-rows.ts');
  const { UnsupportedList } = await import('../../exchange/suites/converted.ts');
  if (!fetch)
    throw new AssayError('usage', `${source.dataset} is on the network`, {
      remedy: 'Add --fetch to fetch it, or download a file of it and give that to --from.',
    });
  const unsupported = new UnsupportedList();
  const token = context.env['HF_TOKEN'];
  const rows: PlacedRow[] = [];
  const progress = meter(context, { stage: `fetching ${source.dataset}`, unit: 'row', total: limit });
  const read = readHub(source, {
    address: context.env['ASSAY_HUB'] ?? hubAddress,
    limit,
    ...(token !== undefined && { token }),
    cut: (place, cells) =>
      unsupported.add('rows that the hub cuts short', `too long: ${cells.join(', ')}`, `row ${place}`),
  });
  for await (const row of read) {
    throwIfInterrupted(context, 'Nothing was written.');
    progress(rows.push(row));
  }
  return { rows, unsupported };
}

async function convert(path: string, given: Input, context: AppContext): Promise<Converted> {
  // formats and their parsers are read only when one is asked for
  const { convertSuite } = await import('../../exchange/suites/convert-suite.ts');
  const { from, map, as, answers, match, judge } = given;
  const source = hubSource(from);
  const fetched = source && (await fetchRows(source, given, context));
  const made = await convertSuite(source ? source.dataset : resolve(context.cwd, from), {
    ...(fetched && { rows: fetched.rows }),
    ...(as !== undefined && { as }),
    ...(answers !== undefined && { answers: resolve(context.cwd, answers) }),
    ...(match !== undefined && { match }),
    hasMap: Object.keys(map).length > 0,
    folder: dirname(path),
    stem: parse(path).name,
    judge,
    refusal: refusalOf,
    caseOfRow: (row) => caseOfRow(row, map) as CaseEntry,
  });
  return { ...made, unsupported: [...(fetched?.unsupported.all ?? []), ...made.unsupported] };
}

export const importSuite = defineUseCase({
  name: 'importSuite',
  summary: "Writes another tool's file, or a data set, as a suite.",
  input,
  output,
  async run(given, context) {
    const { from } = given;
    const path = resolve(context.cwd, given.file);
    assertSuiteForm(path);
    const converted = await convert(path, given, context);
    const { unsupported, cases } = converted;
    // before anything can fail: the list is worth most then
    if (unsupported.length > 0)
      context.notify({
        code: 'suite-unsupported',
        message: `${unsupportedLines(unsupported, from).join('\n')}\n`,
      });
    await writeConverted(converted, path, from, context.cwd);
    return { schema: 'assay.init/1' as const, path, cases: cases.length, unsupported };
  },
});

export const startSuite = defineUseCase({
  name: 'startSuite',
  summary: 'Writes a commented suite to start from.',
  input: z.strictObject({ file }),
  output: writtenSchema,
  async run(given, { cwd }) {
    const path = resolve(cwd, given.file);
    assertSuiteForm(path);
    await writeNew(path, suiteInForm(starterSuite, extname(path)), cwd);
    return { schema: 'assay.init/1' as const, path };
  },
});

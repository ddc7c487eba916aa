import { relative, resolve } from 'node:path';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { leftOutSchema, type Run } from '../../contract/run.ts';
import type { ImportReport } from '../../exchange/import-report.ts';
import type { TableOptions } from '../../exchange/read-table.ts';
import { isExportedRun } from '../../exchange/record-rows.ts';
import { formatToRead } from '../../exchange/table-format.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import type { AppContext } from '../context.ts';
import { projectLabel } from '../data/run-labels.ts';
import { longestSamplesDays } from '../../contract/retention.ts';
import { readPolicy } from '../storage/retention-file.ts';
import { provenanceOf } from '../run/provenance.ts';
import { scorerEntryOf, scorerInput } from '../score/parse-scorers.ts';
import { pricesInput, readGivenPrices } from '../stored/read-prices.ts';
import { notifyRunChanged } from '../stored/run-keeper.ts';
import { defineUseCase } from '../use-case.ts';
import { costOfRecorded } from './cost-of-recorded.ts';
import { firstRow, importExported } from './import-exported.ts';
import { importRecorded, type RecordedOptions } from './import-recorded.ts';
import { watchTable } from './watch-table.ts';

const text = z.string().min(1);
const list = z.array(text).default([]);

const input = z.strictObject({
  file: text.describe('path of a .jsonl, .json, .csv, .tsv (also with .gz) or .parquet file'),
  map: list.describe('field=column: which column is which field; dots reach into it, a+b joins two'),
  rows: text.optional().describe('where the list of rows is in a JSON document, e.g. results.results'),
  delimiter: text
    .optional()
    .describe('between the cells of a table, \\t for a tab; default: seen from its first line'),
  encoding: text
    .optional()
    .describe('text encoding of the file, e.g. windows-1252; default: UTF-8 or UTF-16'),
  keep: z
    .enum(['first', 'last'])
    .optional()
    .describe('which of several rows of one call counts; default: they are refused'),
  inputsVary: z
    .boolean()
    .default(false)
    .describe('calls of one target and case may have been asked differently'),
  winner: list.describe('first=WORD, second=WORD, tie=WORD: what the column `winner` says'),
  priced: z
    .boolean()
    .default(false)
    .describe('costs missing from the file, from its tokens and the public price list'),
  prices: pricesInput.optional().describe('the same, with these prices before the list'),
  target: text.optional().describe('of all calls, where no column names it'),
  unknown: list.describe('field=value: a value that stands for "not known", e.g. cost_usd=0'),
  numberRepeats: z
    .boolean()
    .default(false)
    .describe('calls of one target and case are repeats, in the order of the file'),
  scorers: z
    .array(scorerInput)
    .default([])
    .describe('score the output against expected, in place of a score in the file'),
  name: text.optional().describe("name of the run; default: the file's"),
});
type Input = z.output<typeof input>;

const output = z.object({
  schema: z.literal('assay.import/1'),
  run_id: z.string(),
  samples: z.int(),
  targets: z.int(),
  cases: z.int(),
  left_out: leftOutSchema.optional().describe('rows that the results refused; absent when there are none'),
  // absent for an exported run, which comes back as it was
  mapped: z.record(z.string(), z.string()).optional().describe('the column of each field'),
  ignored: z.array(z.string()).optional().describe('columns that nothing was taken from'),
  unknown: z.record(z.string(), z.int()).optional().describe('cells that say "not known", by field'),
  dropped: z.int().optional().describe('rows left out, since another one of the same call was kept'),
  without_answer: z
    .int()
    .optional()
    .describe('calls that count as failed, since the file has answers and none for them'),
  notes: z.array(z.string()).optional().describe('what was read in a way that may not be meant'),
});

function tableOf({ delimiter, encoding, rows }: Input): TableOptions {
  const separator = delimiter === '\\t' ? '\t' : delimiter;
  if (separator !== undefined && separator.length !== 1)
    throw new AssayError('usage', `the delimiter is "${separator}"`, {
      remedy: 'Expected one character, e.g. ";" or "\\t".',
    });
  return {
    ...(separator !== undefined && { delimiter: separator }),
    ...(encoding !== undefined && { encoding }),
    ...(rows !== undefined && { rows }),
  };
}

/** Without being asked for, a cost that the file does not tell stays unknown. */
async function costsOf(
  { prices, priced }: Input,
  { cwd, clock }: AppContext,
): Promise<Pick<RecordedOptions, 'costOf'>> {
  if (prices === undefined && !priced) return {};
  const overrides = prices === undefined ? {} : (await readGivenPrices(cwd, prices)).overrides;
  const at = clock.wallClockMs();
  return { costOf: costOfRecorded(createPriceBook({ at, overrides }), at) };
}

async function recordedOptions(file: string, given: Input, context: AppContext): Promise<RecordedOptions> {
  const { map, unknown, target, name, numberRepeats, inputsVary, winner, keep, scorers } = given;
  const policy = await readPolicy(context.dataDir);
  return {
    file,
    table: tableOf(given),
    map,
    unknown,
    ...(target !== undefined && { target }),
    ...(name !== undefined && { name }),
    numberRepeats,
    inputsVary,
    winners: winner,
    ...(keep && { keep }),
    ...(await costsOf(given, context)),
    scorers: scorers.map(scorerEntryOf),
    kept: { samples: longestSamplesDays(policy), payloads: policy.payloads },
    dataDir: context.dataDir,
    nowMs: context.clock.wallClockMs(),
    watch: watchTable(relative(context.cwd, file), context),
    provenance: await provenanceOf(file, context),
    project: projectLabel(context.env),
  };
}

interface Imported {
  run: Run;
  report?: ImportReport;
}

async function importFile(file: string, given: Input, context: AppContext): Promise<Imported> {
  const options = await recordedOptions(file, given, context);
  const isOurs =
    Object.keys(options.table ?? {}).length === 0 && isExportedRun(await firstRow(file), formatToRead(file));
  return context.withStore(async (store): Promise<Imported> =>
    isOurs ? { run: await importExported(store, options) } : importRecorded(store, options),
  );
}

/** The whole file is checked before anything is written; what it does not say stays unknown. Throws `usage` with the row that is not right. */
export const importRun = defineUseCase({
  name: 'importRun',
  summary: 'Makes a run of recorded calls of any tool, or of an exported run the same run again.',
  input,
  output,
  async run(given, context) {
    const { run, report } = await importFile(resolve(context.cwd, given.file), given, context);
    const { run_id, planned, targets, cases, left_out } = run;
    await notifyRunChanged(context, run_id, 'import');
    return {
      schema: 'assay.import/1' as const,
      run_id,
      samples: planned,
      targets: targets.length,
      cases,
      ...(left_out && { left_out }),
      ...(report && { ...report, mapped: Object.fromEntries(report.mapped) }),
    };
  },
});

import { relative, resolve } from 'node:path';
import { wallClockMs } from '../../base/clock.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ScorerEntry } from '../../contract/suite.ts';
import { isExportedRun } from '../../exchange/record-rows.ts';
import { formatToRead } from '../../exchange/table-format.ts';
import type { Run } from '../../contract/run.ts';
import type { ImportReport } from '../../exchange/import-report.ts';
import type { TableOptions } from '../../exchange/read-table.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { importJson, importText } from '../../report/import-text.ts';
import { withProgressNote } from '../tell-while.ts';
import { pricesGiven } from '../../app/stored/read-prices.ts';
import { costOfRecorded } from '../../app/import/cost-of-recorded.ts';
import { leftOutText } from '../../report/left-out-text.ts';
import { shortRunId } from '../../report/runs-table.ts';
import type { OptionsOf, RunCommand } from '../command.ts';
import type { importSpec } from '../specs/exchange.ts';
import { firstRow, importExported } from '../../app/import/import-exported.ts';
import { importRecorded, type RecordedOptions } from '../../app/import/import-recorded.ts';
import { withData } from '../../app/data/open-data.ts';
import { provenanceOf } from '../../app/run/provenance.ts';
import { retentionDays } from '../../app/data/retention-days.ts';
import { notifyRunChanged } from '../../app/stored/run-keeper.ts';

/** A kind by its name, or an entry as in a suite, in JSON. */
function scorerOf(text: string): ScorerEntry {
  if (!text.trim().startsWith('{')) return text;
  try {
    return JSON.parse(text) as ScorerEntry;
  } catch (cause) {
    throw new AssayError('usage', `--scorer is ${text}`, {
      remedy: 'Name a scorer, or write {"type": …} in JSON.',
      cause,
    });
  }
}

function tableOf(options: OptionsOf<typeof importSpec>): TableOptions {
  const { delimiter, encoding, rows } = options;
  const separator = delimiter === '\\t' ? '\t' : delimiter;
  if (separator !== undefined && separator.length !== 1)
    throw new AssayError('usage', `--delimiter is "${separator}"`, {
      remedy: 'Expected one character, e.g. ";" or "\\t".',
    });
  return {
    ...(separator !== undefined && { delimiter: separator }),
    ...(encoding !== undefined && { encoding }),
    ...(rows !== undefined && { rows }),
  };
}

/** Prices are asked only when that is wished. */
async function costsOf(
  cwd: string,
  options: OptionsOf<typeof importSpec>,
): Promise<Pick<RecordedOptions, 'costOf'>> {
  const file = options.prices;
  if (file === undefined && !options.priced) return {};
  const given = await pricesGiven(cwd, file);
  const at = wallClockMs();
  return { costOf: costOfRecorded(createPriceBook({ at, overrides: given.prices?.overrides ?? {} }), at) };
}

/** Makes a run of recorded calls, or brings an exported run back. */
export const run: RunCommand<typeof importSpec> = async ([name = ''], options, context) => {
  const file = resolve(context.cwd, name);
  const format = formatToRead(file);
  const days = retentionDays(context.env);
  const provenance = await provenanceOf(file, context.cwd, process.argv.slice(2), context.dataDir);
  const { target, name: title } = options;
  const table = tableOf(options);
  const recorded: RecordedOptions = {
    file,
    table,
    map: options.map,
    unknown: options.unknown,
    ...(target !== undefined && { target }),
    ...(title !== undefined && { name: title }),
    numberRepeats: options.numberRepeats,
    inputsVary: options.inputsVary,
    winners: options.winner,
    ...(options.keep && { keep: options.keep }),
    ...(await costsOf(context.cwd, options)),
    scorers: options.scorer.map(scorerOf),
    retentionDays: days,
    dataDir: context.dataDir,
    provenance,
  };
  const isOurs = Object.keys(table).length === 0 && isExportedRun(await firstRow(file), format);
  const work = withData(context, async (store): Promise<{ run: Run; report?: ImportReport }> =>
    isOurs
      ? { run: await importExported(store, file, { retentionDays: days, dataDir: context.dataDir }) }
      : importRecorded(store, recorded),
  );
  const made = await withProgressNote(context, `reading ${relative(context.cwd, file)}`, work);
  context.print(
    context.json
      ? importJson(made.run, made.report)
      : importText(relative(context.cwd, file), made.run, made.report),
  );
  const { run_id, left_out } = made.run;
  await notifyRunChanged(context, run_id, 'import');
  const missing = leftOutText(left_out);
  if (missing !== null)
    context.note(`Run ${shortRunId(run_id)}: ${missing}. \`assay doctor\` says what can be done.`);
  return left_out ? 'partial' : 'ok';
};

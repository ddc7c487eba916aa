import { relative, resolve } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { ScorerEntry } from '../../contract/suite.ts';
import { isExportedRun } from '../../exchange/record-rows.ts';
import { formatOfFile } from '../../exchange/table-format.ts';
import { formatCounted } from '../../report/format.ts';
import { shortRunId } from '../../report/runs-table.ts';
import type { CommandModule, OptionValues } from '../command.ts';
import { firstRow, importExported } from '../import-exported.ts';
import { importRecorded, type RecordedOptions } from '../import-recorded.ts';
import { withData } from '../open-data.ts';
import { provenanceOf } from '../provenance.ts';
import { retentionDays } from '../retention-days.ts';

const listOf = (options: OptionValues, name: string) => (options[name] as string[] | undefined) ?? [];

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

/** Makes a run of recorded calls, or brings an exported run back. */
export const run: CommandModule['run'] = async ([name = ''], options, context) => {
  const file = resolve(context.cwd, name);
  const format = formatOfFile(file);
  const days = retentionDays(context.env);
  const provenance = await provenanceOf(file, context.cwd, process.argv.slice(2), context.dataDir);
  const target = options['target'] as string | undefined;
  const title = options['name'] as string | undefined;
  const recorded: RecordedOptions = {
    file,
    map: listOf(options, 'map'),
    unknown: listOf(options, 'unknown'),
    ...(target !== undefined && { target }),
    ...(title !== undefined && { name: title }),
    numberRepeats: options['numberRepeats'] === true,
    scorers: listOf(options, 'scorer').map(scorerOf),
    retentionDays: days,
    provenance,
  };
  const isOurs = isExportedRun(await firstRow(file), format);
  const made = await withData(context, (store) =>
    isOurs ? importExported(store, file, days) : importRecorded(store, recorded),
  );
  const { run_id, planned, targets, cases } = made;
  if (context.json)
    context.print(
      JSON.stringify(
        { schema: 'assay.import/1', run_id, samples: planned, targets: targets.length, cases },
        null,
        2,
      ),
    );
  else
    context.print(
      `${relative(context.cwd, file)}: ${formatCounted(planned, 'call')} of ${formatCounted(targets.length, 'target')} on ${formatCounted(cases, 'case')}. See it: \`assay show ${shortRunId(run_id)}\``,
    );
  return 'ok';
};

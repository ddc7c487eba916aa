import { sharedTable } from '../../analyze/shared-places.ts';
import { AssayError } from '../../contract/errors.ts';
import { route } from '../../decide/route/route.ts';
import { aiSdkMiddleware, litellmConfig } from '../../report/route-exports.ts';
import { routeText } from '../../report/route-text.ts';
import { sharedNote } from '../../report/shared-note.ts';
import type { CommandModule } from '../command.ts';
import { needTable } from '../need-table.ts';
import { withData } from '../open-data.ts';
import { readShare } from '../read-share.ts';

const forms = ['policy', 'litellm', 'ai-sdk'] as const;

/** What sending each call to one of several targets would have come to; with --export the policy for another program. */
export const run: CommandModule['run'] = async ([id = 'latest'], options, context) => {
  const form = options['export'] as (typeof forms)[number] | undefined;
  if (form !== undefined && !forms.includes(form))
    throw new AssayError('usage', `--export is "${String(form)}"`, {
      remedy: `Expected ${forms.join(', ')}.`,
    });
  const margin = readShare('margin', options['margin'], 0.02);
  const { run, table: whole } = await withData(context, (store) => needTable(store, id));
  const { table, shared } = sharedTable(run, whole);
  for (const note of sharedNote(shared)) context.note(note);
  const report = route({ run, table, margin });
  if (form === 'policy') context.print(JSON.stringify(report.policy, null, 2));
  else if (form === 'litellm') context.print(litellmConfig(run, report.policy));
  else if (form === 'ai-sdk') context.print(aiSdkMiddleware(run, report.policy));
  else
    context.print(context.json ? JSON.stringify(report, null, 2) : routeText(report, run.targets, context));
  return 'ok';
};

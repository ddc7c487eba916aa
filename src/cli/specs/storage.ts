/** Commands about how long things are kept, and their removal. */
import { specify } from '../command.ts';
import { date, flag, text } from '../options.ts';
import { control } from './common.ts';

export const deleteSpec = specify({
  name: 'delete',
  summary: 'delete runs with everything that is kept of them; shows what would go first',
  description:
    'Without --yes nothing is deleted: it shows how many rows, files and bytes would go. Samples, answers, scores, the journal and attachments go, in the control database too, and figures over time are computed again without them. Labels stay. Runs that are still running are refused. One that was interrupted is completed by the same command.',
  arguments: [{ name: '[run...]', summary: 'ids of runs, or their beginnings' }],
  options: [
    date('--before <date>', 'all runs that began before this date (UTC), in place of ids'),
    text('--suite <name>', 'with --before: only of this suite'),
    text('--project <name>', 'with --before: only of this project'),
    flag('--yes', 'delete them'),
    control,
  ],
  examples: [
    ['assay delete 01900000-1234', 'what would go'],
    ['assay delete 01900000-1234 --yes', 'one run, for good'],
    ['assay delete --before 2031-01-01 --suite triage --yes', 'old runs of a suite'],
    ['assay delete latest --json', 'as JSON (assay.deletion/1)'],
  ],
});

/** Commands about how long things are kept, and their removal. */
import { specify } from '../command.ts';
import { date, flag, pairs, text } from '../options.ts';
import { control } from './common.ts';

export const storageSpec = specify({
  name: 'storage',
  summary: 'show how much is kept, how long it stays and what is past its time; change that',
  description:
    'Samples stay for 400 days, prompts and answers for 90 days, figures by day for five years, journals for 400 days; --set changes that in retention.yaml of the data directory. What is past its time is removed by --apply, and at the start and daily by `assay serve`.',
  arguments: [],
  options: [
    pairs('--set <kind=time>', 'samples, payloads, figures or journals: 90d, 12w, 5y or always'),
    text('--suite <name>', 'with --set: for this suite'),
    text('--project <name>', 'with --set: for this project'),
    flag('--apply', 'remove what is past its time'),
    control,
  ],
  examples: [
    ['assay storage', 'sizes, times, and what goes next'],
    ['assay storage --set samples=2y --set payloads=30d', 'for everything'],
    ['assay storage --set payloads=7d --project production', 'for a project'],
    ['assay storage --apply', 'as a nightly job, where no server runs'],
    ['assay storage --json', 'as JSON (assay.storage/1)'],
  ],
});

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

import { bucketNames, historySplits } from '../../contract/history-names.ts';
import { sampleSources } from '../../contract/sample-source.ts';
import { specify } from '../command.ts';
import { choice, date, flag, fraction, list, probability, text } from '../options.ts';

export const historySpec = specify({
  name: 'history',
  summary: 'show a metric of targets over time, with intervals and what changed beside it',
  description:
    'From all stored runs except load tests. Versions of a suite are separate lines, unless --shared-cases is given. With --changes it says where figures changed, by how much, and what else was different then.',
  arguments: [{ name: '[target...]', summary: 'label of a target, a part of it, or its key; default: all' }],
  options: [
    text('--metric <key>', 'quality, error_rate, ttft_ms_p50, e2e_ms_p95, cost_per_1k, … or score.NAME', {
      default: 'quality',
    }),
    text('--suite <name>', 'only this suite'),
    date('--since <date>', 'from this time on; default: 90 days before the end'),
    date('--until <date>', 'before this time; default: now'),
    choice('--bucket <length>', bucketNames, 'default: by the length of the period'),
    list('--by <what>', `a line for each ${historySplits.join(', ')}`),
    text('--category <name>', 'only cases of this category'),
    text('--tag <name>', 'only cases with this tag'),
    text('--host <name>', 'only calls that this host or region served'),
    text('--tier <name>', 'only calls that this service tier answered'),
    text('--region <name>', 'only calls made from here ($ASSAY_REGION of the run)'),
    text('--effort <name>', 'only calls with this reasoning effort, as the provider reported it'),
    text('--project <name>', 'only this project'),
    choice('--source <source>', sampleSources, 'only calls from'),
    flag('--shared-cases', 'draw versions of the suite as one line, of the cases that all of them have'),
    flag('--changes', 'find where figures changed'),
    fraction('--min-change <fraction>', 'least relative change that counts, e.g. 5%', { default: 0 }),
    probability('--max-p <fraction>', 'greatest chance of such a split without a change', { default: 0.05 }),
    flag('--csv', 'as CSV'),
  ],
  examples: [
    ['assay history', 'quality of all targets, day by day'],
    ['assay history gpt-5-mini --metric ttft_ms_p95 --since 2031-04-01', 'one target since April'],
    ['assay history --metric cost_per_1k --by host', 'a line for each host that served it'],
    ['assay history --changes --min-change 5%', 'where quality changed by at least 5 %'],
    ['assay history --suite triage --shared-cases', 'across versions of a suite, on the cases they share'],
    ['assay history --csv > quality.csv', 'for a spreadsheet; --json is assay.history/1'],
  ],
});

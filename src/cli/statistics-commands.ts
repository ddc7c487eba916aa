import type { CommandSpec } from './command.ts';

/** Commands that say how sure one can be of a difference. */
export const statisticsCommands: CommandSpec[] = [
  {
    name: 'compare',
    summary: 'targets or runs pairwise, on the cases they share: better, worse, or not known',
    description:
      'Paired differences with intervals, exact tests adjusted for all pairs shown, how many more cases would decide, and the cases behind it. Nothing is ever called equal: within the margin, or undecided.',
    arguments: [
      {
        name: '[what...]',
        summary: 'targets (label, model or id; target@run for another run) or runs; default: the latest run',
      },
    ],
    options: [
      { flags: '--baseline <target>', summary: 'only pairs with this one', kind: 'text' },
      {
        flags: '--margin <points>',
        summary: 'points of quality that do not matter; default 3',
        kind: 'text',
      },
    ],
    examples: [
      ['assay compare', 'all targets of the latest run'],
      ['assay compare openai/gpt-5-mini mistral/mistral-small-latest', 'two of them, closely'],
      ['assay compare 01900000-1234 latest --json', 'two runs, target by target (assay.compare/1)'],
    ],
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'rank',
    summary: 'the targets of a run in order, with the ranks each may truly have',
    description:
      'Ranks by quality with intervals that hold for all targets at once, ratings from who did better in each case (Bradley-Terry), and, with weights, how far each weight may move before the order changes.',
    arguments: [{ name: '[run]', summary: 'id of a run, or its beginning; default: the latest' }],
    options: [
      {
        flags: '--weights <list>',
        summary: 'also order by quality=n,speed=n,cost=n',
        kind: 'text',
      },
    ],
    examples: [
      ['assay rank', 'of the latest run'],
      ['assay rank --weights quality=3,cost=1 --json', 'as JSON (assay.rank/1)'],
    ],
    load: () => import('./commands/rank.ts'),
  },
  {
    name: 'power',
    summary: 'how small a difference a suite can show; cases needed; repeats against cases',
    description:
      'From the spread found in a run, or, with --quality, from assumptions before there is one. For a paired difference in quality of two targets.',
    arguments: [{ name: '[run]', summary: 'id of a run, or its beginning; default: the latest' }],
    options: [
      { flags: '--cases <n>', summary: 'as if there were so many cases', kind: 'count' },
      { flags: '--power <share>', summary: 'chance to see the difference; default 0.8', kind: 'text' },
      { flags: '--quality <share>', summary: 'assume targets of about this quality, no run', kind: 'text' },
      {
        flags: '--correlation <share>',
        summary: 'assume that their answers go together so much; default 0.5',
        kind: 'text',
      },
    ],
    examples: [
      ['assay power', 'what the latest run could have shown'],
      ['assay power --quality 0.8 --cases 200', 'before the first run'],
      ['assay power --cases 1000 --json', 'as JSON (assay.power/1)'],
    ],
    load: () => import('./commands/power.ts'),
  },
  {
    name: 'drift',
    summary: 'whether the same targets changed between two runs, and what else did',
    description:
      'Case by case, the later run against the earlier one, for the targets both have: quality, failures, times and cost, with what was different beside it (model that answered, price, suite, version).',
    arguments: [
      { name: '<before>', summary: 'id of the earlier run, or its beginning' },
      { name: '[after]', summary: 'of the later one; default: the latest' },
    ],
    options: [],
    examples: [
      ['assay drift 01900000-1234', 'the latest run against that one'],
      ['assay drift 01900000-1234 01900000-5678 --json', 'as JSON (assay.drift/1)'],
    ],
    load: () => import('./commands/drift.ts'),
  },
];

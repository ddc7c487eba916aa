import type { CommandSpec } from './command.ts';

/** Commands that say how sure one can be of a difference. */
export const statisticsCommands: CommandSpec[] = [
  {
    name: 'compare',
    summary: 'targets or runs two by two, on the cases they share: better, worse, or not known',
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
];

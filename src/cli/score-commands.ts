/** What stored answers are worth: by scorers, by people. */
import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';

const run: ArgumentSpec = { name: '[run]', summary: 'id of a run, or its beginning; default: the latest' };
const simulator: OptionSpec = {
  flags: '--sim <url>',
  summary: 'a running simulator (assay sim), for judges named sim/…',
  kind: 'text',
};

export const scoreCommands: CommandSpec[] = [
  {
    name: 'score',
    summary: 'score the stored answers of a run again, or with further scorers; calls no target',
    description:
      'Scores that are there from the same scorer with the same options, for the same expected answer, are kept: what was cut short is gone on with. Samples and payloads are written again under the same ids; every score says which scorer it is from.',
    arguments: [run],
    options: [
      {
        flags: '--suite <file>',
        summary: "cases (by id) and scorers of this suite, in place of the run's own",
        kind: 'text',
      },
      {
        flags: '--scorer <type>',
        summary: 'a further scorer: a type, or JSON with its options; may be repeated',
        kind: 'list',
      },
      { flags: '--again', summary: 'also what the same scorers have scored already', kind: 'flag' },
      simulator,
    ],
    examples: [
      ['assay score latest --suite suite.yaml', 'after its scorers or expected answers were changed'],
      [
        `assay score latest --scorer '{"type":"rubric","judge":"openai/gpt-5-mini"}'`,
        'what another model says of the answers',
      ],
      [`assay score 01900000-1234 --scorer '{"type":"length","max":50}'`, 'one more scorer'],
    ],
    load: () => import('./commands/score.ts'),
  },
  {
    name: 'label',
    summary: 'look at answers of a run, blind, and say what each is worth: what judges are held against',
    description:
      'Answers of all targets in a random order, the same for the same seed; nobody is named. One key each: y or n, a level, or which of two is better; s skips, u takes back, q stops. What is said is kept at once in `labels.jsonl` of the data directory, and the same command goes on where it was left. --json gives the labels of the run and asks nothing.',
    arguments: [run],
    options: [
      {
        flags: '--criterion <name>',
        summary: 'what is asked; default: correct, of two answers: better',
        kind: 'text',
      },
      { flags: '--pairs', summary: 'two answers to the same case, side by side', kind: 'flag' },
      { flags: '--levels <n>', summary: 'levels 1 to n in place of yes and no', kind: 'count' },
      {
        flags: '--rubric <scorer>',
        summary: 'the question and levels of a rubric or closed-qa scorer of the run',
        kind: 'text',
      },
      { flags: '--limit <n>', summary: 'how many; default: 50', kind: 'count' },
      { flags: '--by <name>', summary: 'who labels; default: your user name', kind: 'text' },
      { flags: '--seed <n>', summary: 'another choice and order; default: 1', kind: 'count' },
      {
        flags: '--from <file>',
        summary: 'take labels from a table (csv, jsonl, json, parquet): target, case, value',
        kind: 'text',
      },
    ],
    examples: [
      ['assay label latest --limit 30', 'thirty answers, right or wrong'],
      ['assay label latest --criterion helpful --levels 5', 'five levels of something else'],
      ['assay label latest --rubric rubric', 'what the judge was asked, asked of you'],
      ['assay label latest --pairs', 'which of two is better'],
      ['assay label latest --from labels.csv', 'labels that were given elsewhere'],
    ],
    load: () => import('./commands/label.ts'),
  },
  {
    name: 'judge',
    summary:
      'how far a judge of a run can be trusted: its scores against what people said of the same answers',
    description:
      'Agreement (accuracy, κ, α), what it lets pass and refuses wrongly, sway by order and length of pairs, and the quality of each target as the judge has it and corrected by the labels (PPI++). Labels come from `assay label`. With --again the judge is asked once more about answers drawn at random, to see how steady it is; else nobody is asked.',
    arguments: [run],
    options: [
      {
        flags: '--scorer <name>',
        summary: 'which judge, where several scored the run; with --again also JSON, as for assay score',
        kind: 'text',
      },
      { flags: '--again <n>', summary: 'ask it again about so many answers', kind: 'count' },
      simulator,
      {
        flags: '--criterion <name>',
        summary: 'which labels, where people were asked several things',
        kind: 'text',
      },
    ],
    examples: [
      ['assay judge latest', 'the only judge of the latest run'],
      ['assay judge latest --again 50', 'and does it say the same twice'],
      ['assay judge latest --scorer rubric --json', 'as JSON (assay.judge/1)'],
    ],
    load: () => import('./commands/judge.ts'),
  },
];

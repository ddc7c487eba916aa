/** What stored answers are worth: by scorers, by people. */
import { specify } from '../command.ts';
import { count, flag, levelCount, list, text } from '../options.ts';
import { runArgument, simulator } from './common.ts';

export const scoreSpec = specify({
  name: 'score',
  summary: 'score the stored answers of a run again, or with more scorers; calls no target',
  description:
    'Scores from the same scorer with the same options, for the same expected answer, are kept, so an interrupted command can be run again. Every score names the scorer it is from.',
  arguments: [runArgument],
  options: [
    text('--suite <file>', "cases (by id) and scorers of this suite, in place of the run's own"),
    list('--scorer <type>', 'a further scorer: a type, or JSON with its options'),
    flag('--again', 'also what the same scorers have scored already'),
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
});

export const labelSpec = specify({
  name: 'label',
  summary: 'label answers of a run by hand: the ground truth for judges',
  description:
    'Shows answers of all targets in a random order, the same for the same seed, without naming the target. One key each: y or n, a level, or which of two is better; s skips, u undoes, q stops. Each label is kept at once in `labels.jsonl` of the data directory, and the same command resumes where it was left. --json prints the labels of the run (non-interactive).',
  arguments: [runArgument],
  options: [
    text('--criterion <name>', 'what is asked; default: correct, of two answers: better'),
    flag('--pairs', 'two answers to the same case, side by side'),
    levelCount('--levels <n>', 'levels 1 to n in place of yes and no'),
    text('--rubric <scorer>', 'the question and levels of a rubric or closed-qa scorer of the run'),
    count('--limit <n>', 'how many answers', { default: 50 }),
    text('--by <name>', 'who labels; default: your user name'),
    count('--seed <n>', 'another selection and order', { default: 1 }),
    text('--from <file>', 'take labels from a table (csv, jsonl, json, parquet): target, case, value'),
  ],
  examples: [
    ['assay label latest --limit 30', 'thirty answers, right or wrong'],
    ['assay label latest --criterion helpful --levels 5', 'five levels of something else'],
    ['assay label latest --rubric rubric', 'what the judge was asked, asked of you'],
    ['assay label latest --pairs', 'which of two is better'],
    ['assay label latest --from labels.csv', 'labels that were given elsewhere'],
  ],
});

export const judgeSpec = specify({
  name: 'judge',
  summary: 'measure how far a judge can be trusted, against human labels',
  description:
    'Reports agreement (accuracy, κ, α), false passes and false failures, bias by order and length of pairs, and the quality of each target as the judge has it and corrected by the labels (PPI++). Labels come from `assay label`. --again asks the judge once more about answers drawn at random, to see how consistent it is; without it no API calls are made.',
  arguments: [runArgument],
  options: [
    text(
      '--scorer <name>',
      'which judge, where several scored the run; with --again also JSON, as for assay score',
    ),
    count('--again <n>', 'ask it again about this many answers'),
    simulator,
    text('--criterion <name>', 'which labels, where people were asked several things'),
  ],
  examples: [
    ['assay judge latest', 'the only judge of the latest run'],
    ['assay judge latest --again 50', 'also whether it says the same twice'],
    ['assay judge latest --scorer rubric --json', 'as JSON (assay.judge/1)'],
  ],
});

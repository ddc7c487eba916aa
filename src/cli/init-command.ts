import type { CommandSpec } from './command.ts';

export const initCommand: CommandSpec = {
  name: 'init',
  summary: "write a suite to start from: a commented one, or another tool's file as a suite",
  description:
    'With --from: promptfoo configurations, OpenAI evals, samples of inspect, GSM8K, MMLU and other multiple choice, IFEval, HumanEval, BFCL, or any JSONL, JSON, CSV or Parquet by its columns; with --fetch a data set of the Hugging Face hub. What a file has that a suite has not is listed, on stderr and at the top of the suite. Without --fetch nothing is fetched.',
  arguments: [
    {
      name: '[file]',
      summary: 'where to, in the form of its ending: .yaml, .json, .ts, .mjs; default: suite.yaml',
    },
  ],
  options: [
    {
      flags: '--from <file>',
      summary: "another tool's file, or hf://owner/name[/config[/split]]",
      kind: 'text',
    },
    {
      flags: '--as <format>',
      summary:
        'promptfoo, bfcl, humaneval, ifeval, openai-evals, gsm8k, multiple-choice, inspect or columns; default: seen from the file',
      kind: 'text',
    },
    {
      flags: '-m, --map <field=column>',
      summary: 'of any table: which column is input, expected, id, category, …; may be repeated',
      kind: 'list',
    },
    {
      flags: '--fetch',
      summary: 'fetch what --from names from the hub; HF_TOKEN is sent when it is set',
      kind: 'flag',
    },
    { flags: '--limit <n>', summary: 'of the hub: the first n rows; default: 1000', kind: 'count' },
    {
      flags: '--answers <file>',
      summary: 'of BFCL: the file with the right calls; default: the one in possible_answer/',
      kind: 'text',
    },
    {
      flags: '--match <kind>',
      summary:
        'of OpenAI evals: match, includes, fuzzy-match, json-match or json-validator; default: what the registry says, else match',
      kind: 'text',
    },
    {
      flags: '--judge <model>',
      summary: 'of promptfoo: who judges where the file names nobody; default: openai/gpt-4.1',
      kind: 'text',
    },
  ],
  examples: [
    ['assay init triage.yaml', 'then edit it and run: assay plan triage.yaml'],
    ['assay init mine.yaml --from promptfooconfig.yaml', 'what you have, as a suite'],
    [
      'assay init qa.yaml --from train.parquet --map input=question --map expected=answer',
      'a table by its columns',
    ],
    ['assay init gsm8k.yaml --from hf://openai/gsm8k/main/test --fetch', 'a data set of the hub'],
  ],
  load: () => import('./commands/init.ts'),
};

/** Suites and results from other tools, and for them. */
import { specify } from '../command.ts';
import { choice, count, flag, list, pairs, text } from '../options.ts';
import { output, runArgument } from './common.ts';

export const initSpec = specify({
  name: 'init',
  summary: "write a starter suite, or convert another tool's file to a suite",
  description:
    '--from converts promptfoo configurations, OpenAI evals, inspect samples, GSM8K, MMLU and other multiple choice, IFEval, HumanEval, BFCL, or any JSONL, JSON, CSV or Parquet table by its columns; with --fetch, a data set of the Hugging Face hub. What could not be converted is listed on stderr and at the top of the suite. Without --fetch nothing is downloaded.',
  arguments: [
    {
      name: '[file]',
      summary: 'file to write, in the format of its ending: .yaml, .json, .ts, .mjs; default: suite.yaml',
    },
  ],
  options: [
    text('--from <file>', "another tool's file, or hf://owner/name[/config[/split]]"),
    text(
      '--as <format>',
      'promptfoo, bfcl, humaneval, ifeval, openai-evals, gsm8k, multiple-choice, inspect or columns; default: recognized from the file',
    ),
    pairs('-m, --map <field=column>', 'for tables: which column is input, expected, id, category, …'),
    flag('--fetch', 'download what --from names from the hub; HF_TOKEN is sent when it is set'),
    count('--limit <n>', 'for the hub: only the first n rows', { default: 1000 }),
    text('--answers <file>', 'for BFCL: the file with the right calls; default: the one in possible_answer/'),
    text(
      '--match <kind>',
      'for OpenAI evals: match, includes, fuzzy-match, json-match or json-validator; default: as its registry says, else match',
    ),
    text('--judge <model>', 'for promptfoo: the judge, where the file names none', {
      default: 'openai/gpt-4.1',
    }),
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
});

export const importSpec = specify({
  name: 'import',
  summary: 'import recorded calls of any tool, or an exported run',
  description:
    'The columns of the file become target, case, repeat, cluster, category, time, input, output, expected, score, times, tokens, cost and error; common names are known, others are named with --map. What the file does not say stays unknown. The whole file is checked before anything is written. docs/import.md lists the fields.',
  arguments: [{ name: '<file>', summary: '.jsonl, .json, .csv, .tsv (also with .gz) or .parquet' }],
  options: [
    list('-m, --map <field=column>', 'which column is which field; dots reach into it, a+b joins two'),
    text('--rows <path>', 'where the list of rows is in a JSON document, e.g. results.results'),
    text('--delimiter <character>', 'between the cells of a table; default: recognized from its first line'),
    text('--encoding <name>', 'text encoding of the file, e.g. windows-1252; default: UTF-8 or UTF-16'),
    choice(
      '--keep <which>',
      ['first', 'last'],
      'which of several rows of one call counts (default: they are refused)',
    ),
    flag('--inputs-vary', 'calls of one target and case may have been asked differently'),
    list('--winner <who=word>', 'what the column `winner` says: first=1, second=2, tie=0'),
    flag('--priced', 'costs missing from the file, from its tokens and the public price list'),
    text('--prices <file>', 'as --priced, with these prices before the public list'),
    text('--target <name>', 'target of all calls, where no column names it'),
    list('--unknown <field=value>', 'a value that stands for "not known", e.g. cost_usd=0'),
    flag('--number-repeats', 'calls of one target and case are repeats, in the order of the file'),
    list('--scorer <type>', 'scores the output against expected, in place of a score in the file'),
    text('--name <text>', "name of the run; default: the file's"),
  ],
  examples: [
    [
      'assay import results.csv --map target=model --map case=question_id',
      'then: assay show, compare, serve',
    ],
    ['assay import answers.jsonl --scorer numeric', 'scores recorded answers; makes no model calls'],
    [
      'assay import verdicts.csv --map target=model_a --map opponent=model_b --map winner=winner',
      'pairwise verdicts: quality is the share of comparisons won',
    ],
    ['assay import run.parquet --data-dir elsewhere', 'an exported run, as it was'],
  ],
});

export const exportSpec = specify({
  name: 'export',
  summary: 'export a run as one table: JSONL, JSON, CSV or Parquet',
  description:
    'Writes one row about the run, one per sample with every figure, messages, answer and scores, and one per retried attempt. `assay import` turns the table back into the same run.',
  arguments: [runArgument],
  options: [
    output,
    choice('--format <name>', ['jsonl', 'json', 'csv', 'parquet'], "format (default: by the file's ending)"),
  ],
  examples: [
    ['assay export latest -o run.parquet', 'for DuckDB, pandas, Polars'],
    ['assay export 01900000-1234 > run.jsonl', 'lines of JSON'],
  ],
});

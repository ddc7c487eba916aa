import type { CommandSpec } from './command.ts';

/** Commands that take results from elsewhere and give them on. */
export const exchangeCommands: CommandSpec[] = [
  {
    name: 'import',
    summary: 'a run from recorded calls (JSONL, JSON, CSV, Parquet) of any tool, or from `assay export`',
    description:
      'The columns of the file become target, case, repeat, cluster, category, time, input, output, expected, score, times, tokens, cost and error; usual names are known, others are named with --map. What the file does not say stays unknown. The whole file is checked before anything is written. docs/import.md lists the fields.',
    arguments: [{ name: '<file>', summary: '.jsonl, .json, .csv, .tsv (also with .gz) or .parquet' }],
    options: [
      {
        flags: '-m, --map <field=column>',
        summary: 'which column is which field; dots reach into it, a+b joins two; may be repeated',
        kind: 'list',
      },
      {
        flags: '--rows <path>',
        summary: 'where the list of rows is in a JSON document, e.g. results.results',
        kind: 'text',
      },
      {
        flags: '--delimiter <character>',
        summary: 'between the cells of a table; default: its first line tells',
        kind: 'text',
      },
      {
        flags: '--encoding <name>',
        summary: 'what the file is written in, e.g. windows-1252; default: UTF-8 or UTF-16',
        kind: 'text',
      },
      {
        flags: '--keep <which>',
        summary: 'first or last: which of several rows of one call counts; default: they are refused',
        kind: 'text',
      },
      {
        flags: '--inputs-vary',
        summary: 'calls of one target and case may have been asked differently',
        kind: 'flag',
      },
      {
        flags: '--winner <who=word>',
        summary: 'what the column `winner` says: first=1, second=2, tie=0; may be repeated',
        kind: 'list',
      },
      {
        flags: '--priced',
        summary: 'costs that the file does not tell, from its tokens and the public price list',
        kind: 'flag',
      },
      { flags: '--prices <file>', summary: 'the same, with these prices before the list', kind: 'text' },
      { flags: '--target <name>', summary: 'of all calls, where no column tells it', kind: 'text' },
      {
        flags: '--unknown <field=value>',
        summary: 'a value that stands for "not known", e.g. cost_usd=0; may be repeated',
        kind: 'list',
      },
      {
        flags: '--number-repeats',
        summary: 'calls of one target and case are repeats, in the order of the file',
        kind: 'flag',
      },
      {
        flags: '--scorer <kind>',
        summary: 'scores the output against expected, in place of a score in the file; may be repeated',
        kind: 'list',
      },
      { flags: '--name <text>', summary: 'of the run; default: of the file', kind: 'text' },
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
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'export',
    summary: 'a run as one table: JSONL, JSON, CSV or Parquet',
    description:
      'One row about the run, one per sample with every figure, messages, answer and scores, one per retried attempt. `assay import` makes the same run of it again.',
    arguments: [{ name: '[run]', summary: 'id of a run, or its beginning; default: the latest' }],
    options: [
      { flags: '-o, --output <file>', summary: 'where to; default: stdout', kind: 'text' },
      {
        flags: '--format <name>',
        summary: "jsonl, json, csv or parquet; default: by the file's ending",
        kind: 'text',
      },
    ],
    examples: [
      ['assay export latest -o run.parquet', 'for DuckDB, pandas, Polars'],
      ['assay export 01900000-1234 > run.jsonl', 'lines of JSON'],
    ],
    load: () => import('./commands/export.ts'),
  },
];

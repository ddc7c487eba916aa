/** Commands that decide from what is stored, and the options of a race. */
import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';

const run: ArgumentSpec = { name: '[run]', summary: 'id of a run, or its beginning; default: the latest' };

/** Of `assay run`. */
export const raceOptions: OptionSpec[] = [
  {
    flags: '--race [goal]',
    summary: 'drop targets as soon as it is certain: best (default), top-2, within, cheapest',
    kind: 'text',
  },
  {
    flags: '--margin <share>',
    summary: 'of --race within and cheapest: quality that may be lost; default 0.03',
    kind: 'text',
  },
  {
    flags: '--alpha <share>',
    summary: 'of --race: chance of a wrong decision; default 0.05',
    kind: 'text',
  },
  { flags: '--scope <scope>', summary: 'of --race: work (default) or suite', kind: 'text' },
  { flags: '--baseline <target>', summary: 'of --race within', kind: 'text' },
];

export const decisionCommands: CommandSpec[] = [
  {
    name: 'recommend',
    summary: 'which target to use, how sure that is, and what it saves',
    description:
      'The cheapest target that meets all requirements, from a stored run; makes no API calls. A target that mostly failed, was asked too little or has no known price is never it.',
    arguments: [run],
    options: [
      {
        flags: '--baseline <target>',
        summary: "what is used now; default: the suite's baseline, or the best",
        kind: 'text',
      },
      {
        flags: '--margin <share>',
        summary: 'quality that may be lost against it; default 0.03',
        kind: 'text',
      },
      { flags: '--min-quality <share>', summary: 'least quality, e.g. 0.8', kind: 'text' },
      { flags: '--max-p95 <ms>', summary: '95 of 100 answers are there within', kind: 'text' },
      { flags: '--max-errors <share>', summary: 'calls without an answer; default 0.05', kind: 'text' },
      {
        flags: '--max-truncated <share>',
        summary: 'answers cut at maxOutputTokens; default 0.05',
        kind: 'text',
      },
      { flags: '--max-per-1k <usd>', summary: 'US dollars per 1,000 calls', kind: 'text' },
      { flags: '--max-monthly <usd>', summary: 'US dollars a month; needs --calls', kind: 'text' },
      { flags: '--context <tokens>', summary: 'what the model must be able to hold', kind: 'text' },
      {
        flags: '--needs <abilities>',
        summary: 'tools, json, reasoning, images, files, audio; separated by commas',
        kind: 'text',
      },
      { flags: '--calls <n>', summary: 'your calls a month', kind: 'text' },
      { flags: '--input-tokens <n>', summary: 'of your calls, as the baseline counts', kind: 'text' },
      { flags: '--output-tokens <n>', summary: 'of your calls, as the baseline writes', kind: 'text' },
      {
        flags: '--mix <category=share,…>',
        summary: 'your share of each category of the suite',
        kind: 'text',
      },
      {
        flags: '--weights <quality=n,cost=n,speed=n>',
        summary: 'the best by these instead of the cheapest',
        kind: 'text',
      },
      {
        flags: '--scope <scope>',
        summary: 'work (work like this; default) or suite (these cases alone)',
        kind: 'text',
      },
      {
        flags: '--models-dev <file>',
        summary: 'a saved api.json of models.dev, for --needs and --context',
        kind: 'text',
      },
    ],
    examples: [
      ['assay recommend --max-p95 4000 --margin 2%', 'of the latest run'],
      [
        'assay recommend --baseline openai/gpt-5 --calls 200000 --mix billing=3,other=1',
        'for your own traffic',
      ],
      ['assay recommend 01900000-1234 --json', 'as JSON (assay.recommendation/1)'],
    ],
    load: () => import('./commands/recommend.ts'),
  },
  {
    name: 'route',
    summary: 'what sending each call to one of several targets would have come to',
    description:
      'By category, as a cascade and as a two-model router, from a stored run: fitted on one half of the cases, evaluated on the other, against every single target and the oracle. Makes no API calls.',
    arguments: [run],
    options: [
      {
        flags: '--margin <share>',
        summary: 'quality that may be lost against the best target; default 0.02',
        kind: 'text',
      },
      {
        flags: '--check <score>',
        summary:
          'a score a cascade may go by: one to be had in use, without an expected answer; may be repeated',
        kind: 'list',
      },
      {
        flags: '--agreement',
        summary:
          'a cascade may ask the cheap one as often as the run did, and go by whether the answers agree',
        kind: 'flag',
      },
      {
        flags: '--export <form>',
        summary: 'policy (JSON), litellm (config of its proxy) or ai-sdk (source of a middleware)',
        kind: 'text',
      },
    ],
    examples: [
      ['assay route', 'of the latest run'],
      ['assay route --check valid-json', 'cheap first, the stronger one when the check fails'],
      ['assay route --export litellm > config.yaml', 'for the LiteLLM proxy'],
      ['assay route --json', 'as JSON (assay.route/1)'],
    ],
    load: () => import('./commands/route.ts'),
  },
  {
    name: 'gate',
    summary: 'may this run pass: thresholds, or not worse than before; the exit code says so',
    description:
      'Ends with 9 when a requirement is not met, cannot be told for want of cases, or is about something unknown. In a GitHub job it also writes annotations and the job summary.',
    arguments: [run],
    options: [
      {
        flags: '-r, --require <rule>',
        summary: "e.g. 'quality >= 80%' or 'ttft_ms.p95 < 900', of every target; may be repeated",
        kind: 'list',
      },
      {
        flags: '-t, --target <name>',
        summary: 'only this target must pass; may be repeated; default: all',
        kind: 'list',
      },
      {
        flags: '--not-worse <share>',
        summary: 'quality at most so much below the baseline or the earlier run, shown by a one-sided bound',
        kind: 'text',
      },
      { flags: '--baseline <target>', summary: "default: the suite's baseline", kind: 'text' },
      { flags: '--against <run>', summary: 'an earlier run: each target against itself in it', kind: 'text' },
      { flags: '--allow-undecided', summary: 'too few cases to tell is no reason to fail', kind: 'flag' },
      { flags: '--junit <file>', summary: 'write the checks as JUnit XML', kind: 'text' },
      {
        flags: '--github',
        summary: 'annotations (on stderr) and job summary; by itself in a GitHub job',
        kind: 'flag',
      },
    ],
    examples: [
      ["assay gate -r 'error_rate <= 2%' -r 'e2e_ms.p95 <= 4000'", 'thresholds for the latest run'],
      ['assay gate --not-worse 2% --against 01900000-1234 --junit gate.xml', 'no regression since a run'],
    ],
    load: () => import('./commands/gate.ts'),
  },
  {
    name: 'report',
    summary: 'a run, several runs or a period as HTML, Markdown, PDF, CSV, JSON or JUnit',
    description:
      'HTML is one file that opens without a network and prints well. Made again from the same data a report is the same, byte for byte. PDF needs Chromium or Chrome on this machine.',
    arguments: [{ name: '[run...]', summary: 'ids of runs, or their beginnings; default: the latest' }],
    options: [
      { flags: '-o, --output <file>', summary: 'where to; default: Markdown to the terminal', kind: 'text' },
      {
        flags: '--format <form>',
        summary: "html, md, pdf, csv, json or junit; default: by the file's ending",
        kind: 'text',
      },
      { flags: '--since <date>', summary: 'every run from then on, instead of some', kind: 'text' },
      { flags: '--until <date>', summary: 'and before then', kind: 'text' },
      { flags: '--suite <name>', summary: 'of this suite only', kind: 'text' },
      { flags: '--baseline <target>', summary: 'as for recommend', kind: 'text' },
      { flags: '--margin <share>', summary: 'as for recommend', kind: 'text' },
      { flags: '--scope <scope>', summary: 'as for recommend', kind: 'text' },
      { flags: '--calls <n>', summary: 'as for recommend', kind: 'text' },
    ],
    examples: [
      ['assay report -o report.html', 'the latest run'],
      ['assay report 01900000-1234 01900000-5678 -o report.pdf', 'two runs and their comparison'],
      ['assay report --since 2031-04-01 --suite triage -o april.html', 'a period'],
    ],
    load: () => import('./commands/report.ts'),
  },
];

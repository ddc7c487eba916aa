import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { controlOption, simCommand, workerCommand } from './service-commands.ts';
import { decisionCommands, raceOptions } from './decision-commands.ts';
import { doctorCommand } from './doctor-command.ts';
import { initCommand } from './init-command.ts';
import { exchangeCommands } from './exchange-commands.ts';
import { scoreCommands } from './score-commands.ts';
import { statisticsCommands } from './statistics-commands.ts';

const suite: ArgumentSpec = { name: '<suite>', summary: 'suite file: YAML, JSON or a TypeScript module' };
const run: ArgumentSpec = { name: '[run]', summary: 'id of a run, or its beginning; default: the latest' };

const target: OptionSpec = {
  flags: '-t, --target <provider/model>',
  summary: "model to ask, instead of the suite's targets; may be repeated",
  kind: 'list',
};
const repeats: OptionSpec = {
  flags: '--repeats <n>',
  summary: 'how often each case is asked',
  kind: 'count',
};
const limit: OptionSpec = { flags: '--limit <n>', summary: 'only the first n cases', kind: 'count' };
const concurrency: OptionSpec = {
  flags: '--concurrency <n>',
  summary: 'calls in flight at once, per target',
  kind: 'count',
};
const simulator: OptionSpec = {
  flags: '--sim <url>',
  summary: 'a running simulator (assay sim), for targets named sim/…',
  kind: 'text',
};
const prices: OptionSpec = {
  flags: '--prices <file>',
  summary: 'provider/model: {input, output, …} in dollars per million tokens, before the public list',
  kind: 'text',
};
const allowUnpriced: OptionSpec = {
  flags: '--allow-unpriced',
  summary: 'ask models without a known price under a cap too: it neither counts nor holds their calls',
  kind: 'flag',
};
const port: OptionSpec = {
  flags: '--port <n>',
  summary: 'port of the page on 127.0.0.1; default: 4400 or the next free one',
  kind: 'port',
};
const batch: OptionSpec = {
  flags: '--batch',
  summary: "through the providers' batch APIs: half the price, within a day, without latency",
  kind: 'flag',
};
const shaping = [target, repeats, limit, concurrency, simulator];

/** Every command, in the order of the help. */
export const commands: CommandSpec[] = [
  {
    name: 'demo',
    summary: 'see it work: twelve simulated models, no keys, no cost',
    description:
      'Starts a simulator with twelve invented models, runs a suite on them in about a minute and leaves the page open until Ctrl-C. Never calls a real provider.',
    arguments: [],
    options: [
      { flags: '--suite <file>', summary: 'another suite than the six that come along', kind: 'text' },
      { flags: '--no-open', summary: 'do not open the browser', kind: 'flag' },
      {
        flags: '--wait',
        summary: 'leave the page open after the run, until Ctrl-C; the default',
        kind: 'flag',
      },
      { flags: '--once', summary: 'end after the run instead', kind: 'flag' },
      limit,
      repeats,
      port,
    ],
    examples: [
      ['assay demo', 'the whole tour'],
      ['assay demo --once --limit 20', 'a short one that ends by itself'],
    ],
    load: () => import('./commands/demo.ts'),
  },
  initCommand,
  {
    name: 'providers',
    summary: 'providers that can be asked, and what is set up for each',
    description: 'Says whether a key is set, never what it is. Sends nothing.',
    arguments: [],
    options: [],
    examples: [['assay providers --json', 'as JSON (assay.providers/1)']],
    load: () => import('./commands/providers.ts'),
  },
  {
    name: 'check',
    summary: 'try each target with tiny calls: key, model, streaming, usage, tools, JSON',
    description:
      'Makes one call per target and, when it is answered, one for tools and one for JSON mode, each of at most 256 output tokens; says what they cost. Ends with 4 when a target cannot do what the suite needs.',
    arguments: [suite],
    options: [target, simulator],
    examples: [
      ['assay check suite.yaml', 'before a run'],
      ['assay check suite.yaml -t mistral/mistral-small-latest', 'another target'],
    ],
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'plan',
    summary: 'calls, tokens, cost and time of a run, before a cent is spent',
    arguments: [suite],
    options: [...shaping, batch, prices, allowUnpriced],
    examples: [
      ['assay plan suite.yaml', 'per target and in all'],
      ['assay plan suite.yaml -t openai/gpt-5-mini --repeats 3', 'what if'],
    ],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'run',
    summary: 'run a suite: live table here, live page in the browser',
    description:
      'Asks every target every case, keeps every sample and shows the comparison. Ctrl-C finishes what is in flight and keeps it; a second Ctrl-C stops at once.',
    arguments: [suite],
    options: [
      ...shaping,
      batch,
      prices,
      allowUnpriced,
      ...raceOptions,
      {
        flags: '--events',
        summary: 'every event as one line of JSON on stdout, as it happens',
        kind: 'flag',
      },
      {
        flags: '--no-serve',
        summary: 'without the page and the database: the next command fills it',
        kind: 'flag',
      },
      { flags: '--open', summary: 'open the page in the browser', kind: 'flag' },
      { flags: '--wait', summary: 'leave the page open after the run, until Ctrl-C', kind: 'flag' },
      {
        flags: '--cache',
        summary: 'answers that were given before will do: for quality, as they have no latency',
        kind: 'flag',
      },
      { flags: '--no-cache', summary: 'ask anew, whatever the suite says', kind: 'flag' },
      { flags: '--fresh', summary: 'a new run, also when an earlier one is not complete', kind: 'flag' },
      {
        flags: '--retry-errors',
        summary: 'go on with the last run of the suite: ask again what got no answer',
        kind: 'flag',
      },
      controlOption,
      port,
    ],
    examples: [
      ['assay run suite.yaml', 'the targets of the suite; goes on with a run of it that is not complete'],
      ['assay run suite.yaml -t openai/gpt-5-mini -t anthropic/claude-haiku-4-5', 'two others'],
      ['assay run suite.yaml --batch', 'for quality alone, at half the price'],
      ['assay run suite.yaml --json > run.json', 'the summary for a program'],
      ['assay run suite.yaml --race cheapest --margin 2%', 'stops when it is certain which to take'],
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'load',
    summary: 'put models under load: a rate, users, a trace, or a sweep for the sustainable load',
    description:
      'Sends calls at the instants of a schedule and measures from them, one target after the other. Calls that could not be sent are counted, none is tried twice. The load is that of the suite (`load:`), or of the options here.',
    arguments: [suite],
    options: [
      target,
      {
        flags: '--shape <name>',
        summary: 'constant-rate, poisson, gamma, ramp, stages, trace-replay, closed-loop, sessions or sweep',
        kind: 'text',
      },
      { flags: '--rate <n>', summary: 'calls per second; alone it means --shape poisson', kind: 'text' },
      { flags: '--users <n>', summary: 'callers who wait; alone it means --shape closed-loop', kind: 'text' },
      { flags: '--duration <s>', summary: 'how long is measured; default 30, in a sweep 10', kind: 'text' },
      { flags: '--warmup <s>', summary: 'load before measuring begins; default 5', kind: 'text' },
      {
        flags: '--input-tokens <n>',
        summary: 'made-up prompts of so many tokens instead of the cases',
        kind: 'text',
      },
      { flags: '--unique', summary: 'no two prompts begin alike: no cache helps', kind: 'flag' },
      {
        flags: '-o, --option <key=value>',
        summary: 'any other setting of the load or its shape; may be repeated',
        kind: 'list',
      },
      limit,
      simulator,
      prices,
      allowUnpriced,
      { flags: '--no-serve', summary: 'without the page', kind: 'flag' },
      { flags: '--open', summary: 'open the page in the browser', kind: 'flag' },
      { flags: '--wait', summary: 'leave the page open after the run, until Ctrl-C', kind: 'flag' },
      port,
    ],
    examples: [
      ['assay load suite.yaml --rate 5 --duration 60', 'five calls per second on average, for a minute'],
      ['assay load suite.yaml --shape sweep -o from=1 -o to=64', "the sustainable load by the suite's `slo`"],
      [
        'assay load suite.yaml --users 20 --input-tokens 2000 --unique --json',
        'figures as JSON (assay.load/1)',
      ],
    ],
    load: () => import('./commands/load.ts'),
  },
  {
    name: 'stop',
    summary: 'make runs that go on send nothing more',
    description:
      'Within a second nothing more is sent. Calls in flight are finished and kept; the same `assay run` later goes on with what is missing.',
    arguments: [{ name: '[run]', summary: 'id of a run, or its beginning; default: every run that goes on' }],
    options: [{ flags: '--now', summary: 'give up calls in flight too', kind: 'flag' }, controlOption],
    examples: [
      ['assay stop', 'all runs of this data directory'],
      ['assay stop 01900000 --now', 'one run, at once'],
    ],
    load: () => import('./commands/stop.ts'),
  },
  {
    name: 'show',
    summary: 'the comparison of a run',
    arguments: [run],
    options: [
      { flags: '--cases', summary: 'per case instead of per target', kind: 'flag' },
      {
        flags: '--repeats',
        summary: 'how repeats of a case agree: pass@k, pass^k, reducers, spread, flaky cases',
        kind: 'flag',
      },
      {
        flags: '--case <id>',
        summary: 'one case: the prompt, every answer, each call of a conversation',
        kind: 'text',
      },
    ],
    examples: [
      ['assay show', 'the latest run'],
      ['assay show 01900000-1234 --json', 'one run as JSON (assay.run/1)'],
      ['assay show latest --case refund-3', 'one case with every answer'],
    ],
    load: () => import('./commands/show.ts'),
  },
  ...statisticsCommands,
  ...decisionCommands,
  {
    name: 'list',
    summary: 'the runs that are kept, newest first',
    arguments: [],
    options: [{ flags: '--limit <n>', summary: 'at most n runs; default 20', kind: 'count' }],
    examples: [['assay list --json', 'as JSON (assay.runs/1)']],
    load: () => import('./commands/list.ts'),
  },
  {
    name: 'serve',
    summary: 'the page with all runs, until Ctrl-C',
    arguments: [],
    options: [
      port,
      controlOption,
      { flags: '--open', summary: 'open the page in the browser', kind: 'flag' },
    ],
    examples: [['assay serve --open', 'page in the browser']],
    load: () => import('./commands/serve.ts'),
  },
  workerCommand,
  simCommand,
  {
    name: 'selftest',
    summary: 'how far our times can be trusted on this machine: error and greatest rate',
    description:
      'Measures the client against simulated servers that log every write. Takes about five minutes, with --quick about one. The report stays in the data directory and beside every later run.',
    arguments: [],
    options: [
      { flags: '--quick', summary: 'few streams and calls: a look, in a quarter of the time', kind: 'flag' },
    ],
    examples: [
      ['assay selftest', 'the table'],
      ['assay selftest --json', 'the report (assay.selftest/1)'],
    ],
    load: () => import('./commands/selftest.ts'),
  },
  {
    name: 'prices',
    summary: 'what models cost, and where price lists disagree; fetches nothing',
    arguments: [{ name: '[model...]', summary: 'provider/model, or a part of it; default: all' }],
    options: [
      { flags: '--prices <file>', summary: 'your own prices, before the public list', kind: 'text' },
      {
        flags: '--models-dev <file>',
        summary: 'a saved api.json of models.dev, to compare with and for models the public list lacks',
        kind: 'text',
      },
    ],
    examples: [
      ['assay prices gpt-5 claude-sonnet', 'every model with one of these in its name'],
      ['assay prices openai/gpt-5-mini --json', 'one as JSON (assay.prices/1)'],
    ],
    load: () => import('./commands/prices.ts'),
  },
  {
    name: 'reprice',
    summary: 'what a stored run costs at other prices, from its token counts; makes no API calls',
    description:
      'Writes the cost of every sample it applies to again and keeps a line about it with the run. Samples without usage stay unknown; retried attempts are priced anew where the journal is still there.',
    arguments: [run],
    options: [
      { flags: '--prices <file>', summary: 'provider/model: {input, output, …}, YAML or JSON', kind: 'text' },
      {
        flags: '--latest',
        summary: 'the public list as it is installed now, for what was priced by it or by nothing',
        kind: 'flag',
      },
    ],
    examples: [
      ['assay reprice latest --latest', 'after an update'],
      ['assay reprice 01900000-1234 --prices prices.yaml', 'what it would cost with your contract'],
    ],
    load: () => import('./commands/reprice.ts'),
  },
  {
    name: 'cache',
    summary: 'answers kept for runs with --cache: how many, how large; --clear removes them',
    arguments: [],
    options: [{ flags: '--clear', summary: 'remove all of them', kind: 'flag' }],
    examples: [
      ['assay cache', 'what is kept'],
      ['assay cache --clear', 'so that everything is asked anew'],
    ],
    load: () => import('./commands/cache.ts'),
  },
  ...scoreCommands,
  doctorCommand,
  {
    name: 'rebuild',
    summary: 'read the journals of runs into the database again; makes no API calls',
    description:
      'The journal of a run is the truth, the database is made from it. Without an id: every run that the database lacks, e.g. after it was lost. With one: that run anew, whatever the database has; prices and scores given to it later are then gone.',
    arguments: [{ name: '[run]', summary: 'id of a run, its beginning, or `latest`' }],
    options: [controlOption],
    examples: [
      ['assay rebuild', 'after the database was lost'],
      ['assay rebuild 01900000-1234', 'one run anew'],
    ],
    load: () => import('./commands/rebuild.ts'),
  },
  ...exchangeCommands,
  {
    name: 'schema',
    summary: 'JSON Schema of the suite file, for editors',
    arguments: [],
    options: [],
    examples: [['assay schema > assay.schema.json', 'then in the suite: # yaml-language-server: $schema=…']],
    load: () => import('./commands/schema.ts'),
  },
];

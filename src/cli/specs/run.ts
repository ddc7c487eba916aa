/** Commands that call models. */
import { specify } from '../command.ts';
import {
  choice,
  count,
  either,
  flag,
  list,
  number,
  port,
  positive,
  probability,
  raceMargin,
  text,
  tokenCount,
} from '../options.ts';
import {
  allowUnpriced,
  batch,
  concurrency,
  control,
  limit,
  open,
  pagePort,
  prices,
  repeats,
  simulator,
  suiteArgument,
  target,
  wait,
} from './common.ts';

export const demoSpec = specify({
  name: 'demo',
  summary: 'try Assay on twelve simulated models: no keys, no cost',
  description:
    'Starts a simulator with twelve invented models, runs a suite on them in about a minute and leaves the page open until Ctrl-C. Never calls a real provider.',
  arguments: [],
  options: [
    text('--suite <file>', 'another suite than the six that are included'),
    flag('--no-open', 'do not open the browser'),
    flag('--wait', 'leave the page open after the run, until Ctrl-C; the default'),
    flag('--once', 'end after the run instead'),
    limit,
    repeats,
    pagePort,
  ],
  examples: [
    ['assay demo', 'all of it; about a minute'],
    ['assay demo --once --limit 20', 'a short one that ends by itself'],
  ],
});

export const checkSpec = specify({
  name: 'check',
  summary: 'test each target with tiny calls: key, model, streaming, usage, tools, JSON',
  description:
    'Makes one call per target and, when it is answered, one for tools and one for JSON mode, each of at most 256 output tokens; says what they cost. Exits with 4 when a target cannot do what the suite needs.',
  arguments: [suiteArgument],
  options: [target, simulator],
  examples: [
    ['assay check suite.yaml', 'before a run'],
    ['assay check suite.yaml -t mistral/mistral-small-latest', 'another target'],
  ],
});

const shaping = [target, repeats, limit, concurrency, simulator] as const;
export const planSpec = specify({
  name: 'plan',
  summary: 'estimate calls, tokens, cost and time of a run; makes no model calls',
  arguments: [suiteArgument],
  options: [...shaping, batch, prices, allowUnpriced],
  examples: [
    ['assay plan suite.yaml', 'per target and in total'],
    ['assay plan suite.yaml -t openai/gpt-5-mini --repeats 3', 'another target, three repeats'],
  ],
});

export const runSpec = specify({
  name: 'run',
  summary: 'run a suite: live table here, live page in the browser',
  description:
    'Asks every target every case, keeps every sample and shows the comparison. Ctrl-C finishes the calls in flight and keeps them; a second Ctrl-C stops at once.',
  arguments: [suiteArgument],
  options: [
    ...shaping,
    batch,
    prices,
    allowUnpriced,
    text(
      '--race [goal]',
      'drop targets as soon as it is certain that they lose: best (default), top-2 (or another number), within or cheapest',
      { preset: 'best' },
    ),
    raceMargin(
      '--margin <points>',
      'with --race within or cheapest: acceptable loss of quality; default 3 points',
    ),
    probability('--alpha <fraction>', 'with --race: probability of a wrong decision; default 0.05'),
    choice(
      '--scope <scope>',
      ['work', 'suite'],
      'with --race: generalize to similar work (default) or this suite only',
    ),
    text('--baseline <target>', 'with --race within: the target to compare with'),
    flag('--events', 'every event as one line of JSON on stdout, as it happens'),
    flag('--no-serve', 'without the page, and without opening the database: the next command fills it'),
    open,
    wait,
    either('--cache', 'reuse answers given before: for quality, as they have no latency'),
    either('--no-cache', 'ask again, whatever the suite says'),
    flag('--fresh', 'start a new run even when an earlier one can be resumed'),
    flag('--retry-errors', 'resume the last run of the suite: ask again what got no answer'),
    control,
    pagePort,
  ],
  examples: [
    ['assay run suite.yaml', 'the targets of the suite; resumes an unfinished run of it'],
    ['assay run suite.yaml -t openai/gpt-5-mini -t anthropic/claude-haiku-4-5', 'two others'],
    ['assay run suite.yaml --batch', 'for quality alone, at half the price'],
    ['assay run suite.yaml --json > run.json', 'the summary for a program'],
    ['assay run suite.yaml --race cheapest --margin 2%', 'stops when it is certain which to use'],
  ],
});

const shapes = [
  'constant-rate',
  'poisson',
  'gamma',
  'ramp',
  'stages',
  'trace-replay',
  'closed-loop',
  'sessions',
  'sweep',
] as const;

export const loadSpec = specify({
  name: 'load',
  summary: 'load-test models: at a rate, with users, from a trace, or in search of the sustainable load',
  description:
    'Sends calls on a schedule, one target after the other; latency counts from the scheduled start. Calls that could not be sent are counted, and none is retried. The load is that of the suite (`load:`), or of the options here.',
  arguments: [suiteArgument],
  options: [
    target,
    choice('--shape <type>', shapes, 'type of load'),
    positive('--rate <n>', 'calls per second; alone it means --shape poisson'),
    count(
      '--users <n>',
      'concurrent callers, each waiting for its answer; alone it means --shape closed-loop',
    ),
    positive('--duration <s>', 'how long is measured; default 30, in a sweep 10'),
    number('--warmup <s>', 'load before measuring begins; default 5'),
    tokenCount('--input-tokens <n>', 'synthetic prompts of this many tokens instead of the cases'),
    flag('--unique', 'no two prompts begin alike, so that no prompt cache helps'),
    list('-o, --option <key=value>', 'any other setting of the load or its shape'),
    limit,
    simulator,
    prices,
    allowUnpriced,
    flag('--no-serve', 'without the page'),
    open,
    wait,
    pagePort,
  ],
  examples: [
    ['assay load suite.yaml --rate 5 --duration 60', 'five calls per second on average, for a minute'],
    ['assay load suite.yaml --shape sweep -o from=1 -o to=64', "the sustainable load by the suite's `slo`"],
    [
      'assay load suite.yaml --users 20 --input-tokens 2000 --unique --json',
      'figures as JSON (assay.load/1)',
    ],
  ],
});

export const stopSpec = specify({
  name: 'stop',
  summary: 'stop runs in progress; what was measured is kept',
  description:
    'Within a second no more calls are sent. Calls in flight are finished and kept; the same `assay run` later resumes the run.',
  arguments: [{ name: '[run]', summary: 'id of a run, or its beginning; default: every run in progress' }],
  options: [flag('--now', 'abandon calls in flight too'), control],
  examples: [
    ['assay stop', 'all runs of this data directory'],
    ['assay stop 01900000 --now', 'one run, at once'],
  ],
});

export const workerSpec = specify({
  name: 'worker',
  summary: 'carry out runs that were started with --control, until Ctrl-C',
  description:
    'Takes lanes (all calls of a run to one target) from the queue; any number of workers on any number of machines may. Provider keys are read from the environment of the worker. Lanes of a worker that dies go to other workers, which resume them.',
  arguments: [],
  options: [control, count('--lanes <n>', 'concurrent lanes', { default: 4 }), simulator],
  examples: [
    [
      'assay worker --control postgres://assay:pw@db/assay --results http://assay:pw@ch:8123/assay',
      'on each machine',
    ],
    ['ASSAY_CONTROL=… ASSAY_RESULTS=… assay worker --lanes 2', 'the same from the environment'],
  ],
});

export const simSpec = specify({
  name: 'sim',
  summary: 'serve simulated providers on this machine, until Ctrl-C',
  description:
    'Speaks OpenAI Chat Completions, Anthropic Messages and Gemini. Its models have invented names; docs/simulator.md describes how they behave.',
  arguments: [],
  options: [
    text('--suite <file>', 'cases whose answers the models may know'),
    text('--replay <file>', 'serve recorded answers (JSONL) instead'),
    flag('--no-delay', 'answer at once, for throughput tests'),
    count('--seed <n>', 'seed of every random choice; default 1'),
    number('--batch-seconds <n>', 'how long a batch takes; default 2'),
    port('--port <n>', 'port on 127.0.0.1; default: a free one'),
  ],
  examples: [
    ['assay sim --suite suite.yaml', 'then: assay run suite.yaml --sim URL -t sim/MODEL'],
    ['assay sim --replay answers.jsonl', 'recorded answers over HTTP'],
  ],
});

export const selftestSpec = specify({
  name: 'selftest',
  summary: "measure how accurate Assay's own timing is on this machine",
  description:
    'Measures the client against simulated servers that log every write. Takes about five minutes, with --quick about one. The report stays in the data directory and is kept with every later run.',
  arguments: [],
  options: [flag('--quick', 'fewer streams and calls: a first look, in a quarter of the time')],
  examples: [
    ['assay selftest', 'the table'],
    ['assay selftest --json', 'the report (assay.selftest/1)'],
  ],
});

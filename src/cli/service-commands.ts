/** Commands that go on until a signal, for other processes to use. */
import type { CommandSpec, OptionSpec } from './command.ts';

export const controlOption: OptionSpec = {
  flags: '--control <url>',
  summary:
    'the PostgreSQL through which machines share runs; default: $ASSAY_CONTROL (postgres://user:password@host:5432/database)',
  kind: 'text',
};

export const workerCommand: CommandSpec = {
  name: 'worker',
  summary: 'carry out lanes of runs that were started with --control, until Ctrl-C',
  description:
    'Takes lanes (all calls of a run to one target) from the queue, any number of workers on any number of machines. Keys of providers are read from the environment of the worker. A worker that dies loses its lanes to others, which go on where it stopped.',
  arguments: [],
  options: [
    controlOption,
    { flags: '--lanes <n>', summary: 'lanes at once; default 4', kind: 'count' },
    {
      flags: '--sim <url>',
      summary: 'a running simulator (assay sim), for targets named sim/…',
      kind: 'text',
    },
  ],
  examples: [
    [
      'assay worker --control postgres://assay:pw@db/assay --results http://assay:pw@ch:8123/assay',
      'on each machine',
    ],
    ['ASSAY_CONTROL=… ASSAY_RESULTS=… assay worker --lanes 2', 'the same from the environment'],
  ],
  load: () => import('./commands/worker.ts'),
};

export const simCommand: CommandSpec = {
  name: 'sim',
  summary: 'simulated providers on loopback, until Ctrl-C',
  description:
    'Speaks OpenAI Chat Completions, Anthropic Messages and Gemini. Its models have invented names; docs/simulator.md tells how they behave.',
  arguments: [],
  options: [
    { flags: '--suite <file>', summary: 'cases whose answers the models may know', kind: 'text' },
    { flags: '--replay <file>', summary: 'serve recorded answers (JSONL) instead', kind: 'text' },
    { flags: '--no-delay', summary: 'answer at once, for throughput tests', kind: 'flag' },
    { flags: '--seed <n>', summary: 'of every random choice; default 1', kind: 'count' },
    { flags: '--batch-seconds <n>', summary: 'how long a batch takes; default 2', kind: 'count' },
    { flags: '--port <n>', summary: 'port on 127.0.0.1; default: a free one', kind: 'port' },
  ],
  examples: [
    ['assay sim --suite suite.yaml', 'then: assay run suite.yaml --sim URL -t sim/MODEL'],
    ['assay sim --replay answers.jsonl', 'recorded answers over HTTP'],
  ],
  load: () => import('./commands/sim.ts'),
};

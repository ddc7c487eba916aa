/** Commands about what is kept and what is set up here. */
import { runStatuses } from '../../contract/run-status.ts';
import { sampleSources } from '../../contract/sample-source.ts';
import { specify } from '../command.ts';
import { choice, date, flag, runCount, text } from '../options.ts';
import { control, open, pagePort, runArgument } from './common.ts';

export const providersSpec = specify({
  name: 'providers',
  summary: 'list supported providers, and what is set up for each',
  description: 'Says whether a key is set, never what it is. Makes no API calls.',
  arguments: [],
  options: [],
  examples: [['assay providers --json', 'as JSON (assay.providers/1)']],
});

export const showSpec = specify({
  name: 'show',
  summary: 'show a run: figures per target or case, or one case with its answers',
  arguments: [runArgument],
  options: [
    flag('--cases', 'per case instead of per target'),
    flag('--repeats', 'how repeats of a case agree: pass@k, pass^k, reducers, spread, flaky cases'),
    text('--case <id>', 'one case: the prompt, every answer, each call of a conversation'),
  ],
  examples: [
    ['assay show', 'the latest run'],
    ['assay show 01900000-1234 --json', 'one run as JSON (assay.run/1)'],
    ['assay show latest --case refund-3', 'one case with every answer'],
  ],
});

export const listSpec = specify({
  name: 'list',
  summary: 'list stored runs, newest first',
  arguments: [],
  options: [
    text('--suite <name>', 'only runs of this suite'),
    text(
      '--target <label>',
      'only runs with this text in the label of a target, or with the target of this key',
    ),
    choice('--status <status>', runStatuses, 'only runs that are'),
    choice('--source <source>', sampleSources, 'only runs from'),
    text('--project <name>', 'only runs of this project'),
    date('--since <date>', 'started at this time or later'),
    date('--until <date>', 'started before this time'),
    text(
      '--search <words>',
      'only runs with each of these words in id, suite, project or the label of a target',
    ),
    runCount('--limit <n>', 'at most n runs', { default: 20 }),
    text('--cursor <text>', 'the runs that follow a list: its next_cursor'),
  ],
  examples: [
    ['assay list --suite triage --since 2031-04-01', 'of one suite since April'],
    ['assay list --target gpt-5-mini --status partial', 'with this target, stopped early'],
    ['assay list --json', 'as JSON (assay.runs/1)'],
  ],
});

export const serveSpec = specify({
  name: 'serve',
  summary: 'serve the page with all runs, until Ctrl-C',
  arguments: [],
  options: [pagePort, control, open],
  examples: [['assay serve --open', 'page in the browser']],
});

export const pricesSpec = specify({
  name: 'prices',
  summary: 'list model prices, and where price lists disagree; downloads nothing',
  arguments: [{ name: '[model...]', summary: 'provider/model, or a part of it; default: all' }],
  options: [
    text('--prices <file>', 'your own prices, before the public list'),
    text(
      '--models-dev <file>',
      'a saved api.json of models.dev, to compare with and for models the public list lacks',
    ),
  ],
  examples: [
    ['assay prices gpt-5 claude-sonnet', 'every model with one of these in its name'],
    ['assay prices openai/gpt-5-mini --json', 'one as JSON (assay.prices/1)'],
  ],
});

export const repriceSpec = specify({
  name: 'reprice',
  summary: 'recompute what a stored run costs at other prices; makes no API calls',
  description:
    'Rewrites the cost of every sample it applies to and records the change with the run. Samples without usage stay unknown; retried attempts are repriced where the journal still exists.',
  arguments: [runArgument],
  options: [
    text('--prices <file>', 'your prices, YAML or JSON: provider/model: {input, output, …}'),
    flag('--latest', 'the installed public list, for what it had priced or what has no price'),
  ],
  examples: [
    ['assay reprice latest --latest', 'after an update'],
    ['assay reprice 01900000-1234 --prices prices.yaml', 'what it would cost with your contract'],
  ],
});

export const cacheSpec = specify({
  name: 'cache',
  summary: 'show or clear the answers kept for runs with --cache',
  arguments: [],
  options: [flag('--clear', 'remove all of them')],
  examples: [
    ['assay cache', 'what is kept'],
    ['assay cache --clear', 'so that everything is asked again'],
  ],
});

export const doctorSpec = specify({
  name: 'doctor',
  summary: 'check a data directory, and repair it',
  description:
    'Reads every journal, the whole database and the budget ledger; makes no API calls. Exits with 6 when something is wrong. --repair moves what is in the way to damaged/ and reads the journals again; it deletes nothing.',
  arguments: [],
  options: [flag('--repair', 'repair what is safe to repair')],
  examples: [
    ['assay doctor', 'what is wrong, and what to do'],
    ['assay doctor --repair', 'a damaged database rebuilt from the journals'],
    ['assay doctor --json', 'as JSON (assay.doctor/1)'],
  ],
});

export const rebuildSpec = specify({
  name: 'rebuild',
  summary: 'rebuild the database from the journals of runs; makes no API calls',
  description:
    'The journal of a run is the source of truth; the database is built from it. Without an id: every run that the database lacks, e.g. after it was lost. With one: that run, whatever the database has of it; prices and scores given to it later are lost.',
  arguments: [{ name: '[run]', summary: 'id of a run, its beginning, or `latest`' }],
  options: [control],
  examples: [
    ['assay rebuild', 'after the database was lost'],
    ['assay rebuild 01900000-1234', 'one run again'],
  ],
});

export const schemaSpec = specify({
  name: 'schema',
  summary: 'print the JSON Schema of the suite file, for editors',
  arguments: [],
  options: [],
  examples: [['assay schema > assay.schema.json', 'then in the suite: # yaml-language-server: $schema=…']],
});

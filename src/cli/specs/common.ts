/** Arguments and options that several commands share. */
import type { ArgumentSpec } from '../command.ts';
import { callsAtOnce, count, flag, list, port, repeatCount, text } from '../options.ts';

export const suiteArgument: ArgumentSpec = {
  name: '<suite>',
  summary: 'suite file (YAML, JSON or a TypeScript module), or saved:NAME for a saved suite',
};
export const runArgument: ArgumentSpec = {
  name: '[run]',
  summary: 'id of a run, or its beginning; default: the latest',
};

export const target = list('-t, --target <provider/model>', "model to ask, instead of the suite's targets");
export const repeats = repeatCount('--repeats <n>', 'how often each case is asked');
export const limit = count('--limit <n>', 'only the first n cases');
export const concurrency = callsAtOnce('--concurrency <n>', 'concurrent calls per target');
export const simulator = text('--sim <url>', 'a running simulator (assay sim), for models named sim/…');
export const prices = text(
  '--prices <file>',
  'provider/model: {input, output, …} in dollars per million tokens, before the public list',
);
export const allowUnpriced = flag(
  '--allow-unpriced',
  'ask models without a known price under a budget too; their calls do not count towards it',
);
export const batch = flag(
  '--batch',
  "through the providers' batch APIs: half the price, within a day, no latency measured",
);
export const control = text(
  '--control <url>',
  'the PostgreSQL through which machines share runs; default: $ASSAY_CONTROL (postgres://user:password@host:5432/database)',
);
export const pagePort = port(
  '--port <n>',
  'port of the page on 127.0.0.1; default: 4400 or the next free one',
);
export const open = flag('--open', 'open the page in the browser');
export const wait = flag('--wait', 'leave the page open after the run, until Ctrl-C');
export const output = text('-o, --output <file>', 'where to write; default: stdout');

/** Of every command. */
export const sharedOptions = [
  flag('--json', 'one JSON document on stdout'),
  text('--data-dir <folder>', 'where runs are kept; default: $ASSAY_DATA_DIR or .assay'),
  text(
    '--results <url>',
    'a ClickHouse server in place of the data directory; default: $ASSAY_RESULTS (http://user:password@host:8123/database)',
  ),
  flag('--no-color', 'no colour; NO_COLOR and FORCE_COLOR are honoured too'),
];
/** What the context is made of; `control` is of some commands only. */
export const contextOptions = [...sharedOptions, control];

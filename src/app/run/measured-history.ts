/** What calls took in earlier runs of a suite: from their journals, so that no database need be opened. */
import type { Attempt, Tokens } from '../../contract/attempt.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import type { Spread, TargetHistory } from '../../plan/estimate-target.ts';
import { readJournal } from '../../journal/journal.ts';
import { allRuns, loadRunHead, type RunDirectory } from '../../journal/run-directory.ts';

/** The newest runs say most of what the next one will take. */
const maxRuns = 3;
/** Per run: enough for a range, and quick to read. */
const maxAttempts = 2000;
const runsLookedAt = 100;
/** With fewer answers a range is no range. */
const minAnswers = 5;

export interface HistoryOptions {
  dataDir: string;
  suite: Suite;
  /** In 10⁻⁹ US dollars, at the price of today; default: unknown. */
  costOf?: (tokens: Tokens, target: Target) => number | null;
}

/** Newest first. */
async function runsOf({ dataDir, suite }: HistoryOptions) {
  const same: RunDirectory[] = [];
  const changed: RunDirectory[] = [];
  for (const directory of (await allRuns(dataDir)).slice(-runsLookedAt).toReversed()) {
    const head = await loadRunHead(directory).catch(() => null);
    if (!head || head.run.load) continue;
    if (head.run.suite_hash === suite.hash) same.push(directory);
    else if (head.run.suite_name === suite.name) changed.push(directory);
    if (same.length === maxRuns) break;
  }
  return { same, changed: changed.slice(0, maxRuns) };
}

const outputOf = ({ output, reasoning, outputTotal }: Tokens): number | null =>
  outputTotal ?? (output === null ? null : output + (reasoning ?? 0));

function inputOf({ input, cacheRead, cacheWrite, cacheWrite1h, inputTotal }: Tokens): number | null {
  return (
    inputTotal ?? (input === null ? null : input + (cacheRead ?? 0) + (cacheWrite ?? 0) + (cacheWrite1h ?? 0))
  );
}

/** Unknown in a batch, from the cache, and where nothing came. */
function e2eOf({ timestamps, frames }: Attempt): number | null {
  const last = frames.at.at(-1);
  return timestamps.sent === null || last === undefined ? null : last - timestamps.sent;
}

/** Of one target; `null` stays in, so that what is known of some answers only is told from what is known of all. */
class Seen {
  readonly input: (number | null)[] = [];
  readonly output: number[] = [];
  readonly e2eMs: number[] = [];
  readonly usd: (number | null)[] = [];
  readonly runs = new Set<string>();
}

/** The values at 10 and 90 % (type-1 quantiles) and their mean; `null` for too few, or with an unknown one among them. */
function spreadOf(values: (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  if (known.length < minAnswers || known.length < values.length) return null;
  const sorted = known.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p10: at(0.1), p90: at(0.9), mean: known.reduce((sum, value) => sum + value, 0) / known.length };
}

async function readRun(
  { runId, journalPath }: RunDirectory,
  seen: Map<string, Seen>,
  options: HistoryOptions,
) {
  const targets = new Map(options.suite.targets.map((target) => [target.id, target]));
  let read = 0;
  for await (const attempt of readJournal(journalPath)) {
    if (++read > maxAttempts) break;
    const of = seen.get(attempt.targetId);
    const target = targets.get(attempt.targetId);
    const { tokens } = attempt;
    const output = tokens && outputOf(tokens);
    if (!of || !target || !answeredOutcomes.has(attempt.outcome) || !tokens || output === null) continue;
    const nanousd = options.costOf?.(tokens, target) ?? null;
    const e2eMs = e2eOf(attempt);
    of.output.push(output);
    of.input.push(inputOf(tokens));
    of.usd.push(nanousd === null ? null : nanousd / 1e9);
    if (e2eMs !== null) of.e2eMs.push(e2eMs);
    of.runs.add(runId);
  }
}

async function historyOf(directories: RunDirectory[], sameSuite: boolean, options: HistoryOptions) {
  const seen = new Map(options.suite.targets.map(({ id }) => [id, new Seen()]));
  // an estimate can do without a journal that cannot be read
  for (const directory of directories) await readRun(directory, seen, options).catch(() => undefined);
  const known = [...seen].flatMap(([id, { input, output, e2eMs, usd, runs }]): [string, TargetHistory][] => {
    const outputTokens = spreadOf(output);
    if (!outputTokens) return [];
    const source = { answers: output.length, runs: [...runs], sameSuite };
    // other cases, other inputs
    const own = (values: (number | null)[]) => (sameSuite ? spreadOf(values) : null);
    const history = {
      outputTokens,
      inputTokens: own(input),
      e2eMs: spreadOf(e2eMs),
      costUsd: own(usd),
      source,
    };
    return [[id, history]];
  });
  return Object.fromEntries(known);
}

/** By target id; of targets with too few answers in runs of this very suite, those of the suite as it was before; else left out. */
export async function measuredHistory(options: HistoryOptions): Promise<Record<string, TargetHistory>> {
  const { same, changed } = await runsOf(options);
  const own = await historyOf(same, true, options);
  const lacks = options.suite.targets.some(({ id }) => !(id in own));
  return lacks ? { ...(await historyOf(changed, false, options)), ...own } : own;
}

/** What calls took in earlier runs of the same suite: from their journals, so that no database need be opened. */
import type { Attempt } from '../contract/attempt.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { Suite } from '../contract/suite.ts';
import type { TargetHistory } from '../plan/estimate-target.ts';
import { readJournal } from '../run/journal.ts';
import { allRuns, loadRunHead, type RunDirectory } from '../run/run-directory.ts';

/** The newest runs say most of what the next one will take. */
const mostRuns = 3;
/** Per run: enough for a range, and quick to read. */
const mostAttempts = 2000;
const runsLookedAt = 100;
/** With fewer answers a range is no range. */
const leastAnswers = 5;

async function runsOf(dataDir: string, suite: Suite): Promise<RunDirectory[]> {
  const found: RunDirectory[] = [];
  for (const directory of (await allRuns(dataDir)).slice(-runsLookedAt).toReversed()) {
    const head = await loadRunHead(directory).catch(() => null);
    if (head && !head.run.load && head.run.suite_hash === suite.hash) found.push(directory);
    if (found.length === mostRuns) break;
  }
  return found;
}

function tokensOf({ tokens }: Attempt): number | null {
  if (!tokens) return null;
  const { output, reasoning, outputTotal } = tokens;
  return outputTotal ?? (output === null ? null : output + (reasoning ?? 0));
}

/** The values at 10, 50 and 90 %: type-1 quantiles. */
function percentiles(values: number[]): { p10: number; p50: number; p90: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** By target id; targets with too few answers are left out. */
export async function measuredHistory(dataDir: string, suite: Suite): Promise<Record<string, TargetHistory>> {
  const seen = new Map(
    suite.targets.map(({ id }) => [id, { tokens: [] as number[], e2eMs: [] as number[] }]),
  );
  for (const { journalPath } of await runsOf(dataDir, suite)) {
    let read = 0;
    for await (const attempt of readJournal(journalPath)) {
      if (++read > mostAttempts) break;
      const target = seen.get(attempt.targetId);
      const tokens = tokensOf(attempt);
      const { sent } = attempt.stamps;
      const last = attempt.frames.at.at(-1);
      if (!target || !answeredOutcomes.has(attempt.outcome) || tokens === null) continue;
      if (sent === null || last === undefined) continue;
      target.tokens.push(tokens);
      target.e2eMs.push(last - sent);
    }
  }
  const known = [...seen].filter(([, { tokens }]) => tokens.length >= leastAnswers);
  return Object.fromEntries(
    known.map(([id, { tokens, e2eMs }]) => [
      id,
      { outputTokens: percentiles(tokens), e2eMs: percentiles(e2eMs) },
    ]),
  );
}

/** How far our stamps are from the simulator's log of its own writes, on the clock both share. */
import { quantile } from '../analyze/figures/quantiles.ts';
import { nowMs } from '../base/clock.ts';
import type { CallResult } from '../contract/attempt.ts';
import type { Model } from '../contract/model.ts';
import type { ErrorFigures, TimingError } from '../contract/selftest.ts';
import type { Target } from '../contract/suite.ts';
import type { TruthEntry } from '../simulator/truth-log.ts';

/** Letters of content frames in the truth log. */
const contentKinds = 'trc';

/** Request and response ids differ by a prefix. */
const uniquePart = (id: string) => /[0-9a-f]{32}/.exec(id)?.[0] ?? id;

async function askAll(model: Model, target: Target, streams: number, rounds: number): Promise<CallResult[]> {
  const { signal } = new AbortController();
  const askInTurn = async (stream: number) => {
    const results: CallResult[] = [];
    for (let round = 0; round < rounds; round++) {
      const messages = [{ role: 'user' as const, content: `${stream} ${round}` }];
      results.push(
        await model.call({ target, messages, tools: [], timeoutMs: 60_000, scheduledMs: nowMs(), signal }),
      );
    }
    return results;
  };
  return (await Promise.all(Array.from({ length: streams }, (_, stream) => askInTurn(stream)))).flat();
}

export async function truthSince(
  url: string,
  since: number,
): Promise<{ next: number; entries: TruthEntry[] }> {
  return (await (await fetch(`${url}/truth?since=${since}`)).json()) as {
    next: number;
    entries: TruthEntry[];
  };
}

/** A call whose frames are not as many as were written cannot be compared; it is counted. */
export function compareWithTruth(results: readonly CallResult[], entries: readonly TruthEntry[]) {
  const byId = new Map(entries.map((entry) => [uniquePart(entry.requestId), entry]));
  const ttft: number[] = [];
  const gaps: number[] = [];
  let unmatched = 0;
  for (const { responseId, frames } of results) {
    const entry = byId.get(uniquePart(responseId ?? ''));
    const written = entry?.writes.filter((_, i) => contentKinds.includes(entry.kinds[i] ?? '-')) ?? [];
    if (written.length === 0 || written.length !== frames.at.length) {
      unmatched++;
      continue;
    }
    const late = frames.at.map((at, i) => at - (written[i] as number));
    ttft.push(late[0] as number);
    for (let i = 1; i < late.length; i++) gaps.push(Math.abs((late[i] as number) - (late[i - 1] as number)));
  }
  return { ttft, gaps, unmatched };
}

function errorOf(values: number[]): ErrorFigures | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { p50_ms: quantile(sorted, 0.5), p99_ms: quantile(sorted, 0.99), max_ms: quantile(sorted, 1) };
}

/** After one round that does not count, `rounds` calls in turn on each of `streams` streams at once. The error holds the kernel's loopback, the simulator's write call, and us. */
export async function timingError(
  url: string,
  model: Model,
  target: Target,
  streams: number,
  rounds: number,
): Promise<TimingError> {
  // who opens connections and compiles code for the first time is late by that, not by listening
  await askAll(model, target, streams, 1);
  const { next } = await truthSince(url, 0);
  const results = await askAll(model, target, streams, rounds);
  const { entries } = await truthSince(url, next);
  const { ttft, gaps, unmatched } = compareWithTruth(results, entries);
  return { streams, calls: results.length, unmatched, ttft_error: errorOf(ttft), gap_error: errorOf(gaps) };
}

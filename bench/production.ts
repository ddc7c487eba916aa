/**
 * A client such as a product is shares a model's quota with the benchmark. Its share of failed calls and its p95 are the same with the benchmark as
 * without it; beside a client of the same size that does not look at the quota they are not.
 */
import { writeFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../src/base/random.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { startAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const seconds = 40;
const requestsPerMinute = 600;
/** Of the quota, on average; the gaps are those of a Poisson process. */
const productionShare = 0.4;
const concurrency = 16;

const folder = temporaryFolder();
const simulator = await startSimulator({
  profiles: [
    {
      name: 'shared',
      ttft: { medianMs: 200, sigma: 0.2 },
      pace: { tokensPerSecond: 200 },
      accuracy: 1,
      verbosity: 40,
      requestsPerMinute,
      price: { input: 1, output: 2 },
    },
  ],
});
const url = `${simulator.url}/openai/v1/chat/completions`;

async function ask(content: string): Promise<{ ms: number; ok: boolean }> {
  const from = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer production' },
    body: JSON.stringify({ model: 'shared', stream: true, messages: [{ role: 'user', content }] }),
  });
  await response.text();
  return { ms: performance.now() - from, ok: response.ok };
}

interface Seen {
  n: number;
  failed: number;
  error_share: number;
  p50_ms: number;
  p95_ms: number;
}

/** The same calls at the same instants every time. */
async function production(): Promise<Seen> {
  const random = seededRandom('production', 1);
  const perMs = (requestsPerMinute * productionShare) / 60_000;
  const calls: Promise<{ ms: number; ok: boolean }>[] = [];
  const from = performance.now();
  for (let at = 0, i = 0; at < seconds * 1000; at -= Math.log(1 - random()) / perMs, i++) {
    await sleep(Math.max(0, from + at - performance.now()));
    calls.push(ask(`A customer's question, number ${i}.`));
  }
  const seen = await Promise.all(calls);
  const times = seen.filter(({ ok }) => ok).map(({ ms }) => ms);
  const failed = seen.length - times.length;
  return {
    n: seen.length,
    failed,
    error_share: failed / seen.length,
    p50_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
  };
}

writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: 5000 }, (_, i) => JSON.stringify({ id: `c${i}`, input: `Number ${i}?` })).join('\n'),
);
const suite = join(folder, 'suite.yaml');
writeFileSync(
  suite,
  `name: production\ntargets: [sim/shared]\ncases: { file: cases.jsonl }\nlimits: { concurrency: ${concurrency} }\n`,
);

/** `n` settled calls of the benchmark beside production, after it has got going. */
async function benchmarked(): Promise<Seen & { benchmark_calls: number; benchmark_rate_limited: number }> {
  const seenOfIt = { calls: 0, limited: 0 };
  const { child, finished } = startAssay(
    [
      'run',
      suite,
      '--sim',
      simulator.url,
      '--data-dir',
      mkdtempSync(join(folder, 'data-')),
      '--no-serve',
      '--events',
    ],
    {
      onLine(line) {
        if (line.includes('"type":"sample-end"')) seenOfIt.calls++;
        if (line.includes('"rate_limited"')) seenOfIt.limited++;
      },
    },
  );
  while (seenOfIt.calls === 0) await sleep(50);
  await sleep(3000);
  const before = seenOfIt.calls;
  const seen = await production();
  const made = seenOfIt.calls - before;
  child.kill('SIGTERM');
  await finished;
  return { ...seen, benchmark_calls: made, benchmark_rate_limited: seenOfIt.limited };
}

/** As many workers as the benchmark, each with its next call at once. */
async function unguarded(): Promise<Seen> {
  const over = new AbortController();
  const workers = Array.from({ length: concurrency }, async (_, i) => {
    for (let n = 0; !over.signal.aborted; n++) await ask(`Number ${i} ${n}?`);
  });
  await sleep(3000);
  const seen = await production();
  over.abort();
  await Promise.all(workers);
  return seen;
}

const alone = await production();
await sleep(5000);
const guarded = await benchmarked();
await sleep(10_000);
const without = await unguarded();
await simulator.close();

const ours = (60 * guarded.benchmark_calls) / seconds;
conclude(
  'production',
  {
    no_more_errors: guarded.failed <= alone.failed,
    as_fast: Math.abs(guarded.p95_ms / alone.p95_ms - 1) < 0.1,
    benchmark_goes_on: ours > 0.5 * 0.5 * requestsPerMinute,
    disturbed_without_guard: without.error_share > 0.2,
  },
  {
    quota_per_minute: requestsPerMinute,
    production_share: productionShare,
    alone,
    with_benchmark: guarded,
    benchmark_per_minute: ours,
    without_guard: without,
  },
);

/**
 * Sweeps against servers whose sustainable load is known: how often the interval holds it, and how far the estimate is off.
 * In virtual time, by the plan and the judgement of a real sweep, and once over HTTP, against a server that fails in 13 % of
 * calls whatever the load is. The least coverage is that of docs/load.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom, type Random } from '../src/base/random.ts';
import type { LoadReport, SustainableLoad, TargetLoad } from '../src/contract/load-report.ts';
import type { ServiceLevels } from '../src/contract/suite.ts';
import {
  queueCapacity,
  queueServer,
  rateLimitedServer,
  smoothServer,
  type MadeUpServer,
  type QueueOptions,
} from '../test/made-up/made-up-server.ts';
import { sweepInVirtualTime } from '../test/made-up/sweep-in-virtual-time.ts';
import { startAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { startQueueServer } from './support/queue-server.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const seeds = Number(process.argv[2] ?? 40);
const minCoverage = 0.9;
const minCoverageOfKind = 0.8;

interface Kind {
  make(random: Random): MadeUpServer;
  /** Where the criterion is crossed. */
  truth: number;
  /** Where it is not sustained for ever: rates between may be found to be either. */
  from?: number;
  slo?: ServiceLevels;
}

/** Response grows by 5 % of the time that passes. */
const queue = (options: QueueOptions): Kind => ({
  make: (random) => queueServer(options, random),
  truth: (1.05 * queueCapacity(options)) / (1 - (options.failureShare ?? 0)),
});

/** Failures rise by 5 points, or half as many again. */
const limited = (perSecond: number, failureShare: number, bucketS = 1): Kind => ({
  make: (random) => rateLimitedServer(perSecond, random, failureShare, bucketS),
  truth: perSecond / (1 - Math.max(0.05, failureShare / 2) / (1 - failureShare)),
});

/** By long simulation: the rate at which 5 % of calls miss the level. */
function smooth(options: Parameters<typeof smoothServer>[0], e2eMs: number): Kind {
  const make = (random: Random) => smoothServer(options, random);
  const missesAt = (rate: number) => {
    const random = seededRandom('truth', rate);
    const server = make(random);
    let missed = 0;
    let atMs = 0;
    const calls = 60_000;
    for (let i = 0; i < calls; i++) {
      atMs -= (Math.log(1 - random()) * 1000) / rate;
      if (server.call(atMs).responseMs > e2eMs) missed++;
    }
    return missed / calls;
  };
  let [low, high] = [0.1, options.capacity];
  for (let i = 0; i < 14; i++) {
    const middle = (low + high) / 2;
    if (missesAt(middle) < 0.05) low = middle;
    else high = middle;
  }
  return { make, truth: low, slo: { e2eMs } };
}

const four = { workers: 4, serviceMs: 200 };
const kinds: Record<string, Kind> = {
  'cliff: a queue': queue(four),
  'a queue, 13 % fail at every rate': queue({ ...four, failureShare: 0.13 }),
  'a slow queue': queue({ workers: 8, serviceMs: 3000, sigma: 0.5 }),
  'a noisy queue': queue({ workers: 16, serviceMs: 600, sigma: 1 }),
  'a queue that is cold for 20 s': queue({ ...four, cold: { untilMs: 20_000, factor: 10 } }),
  'a queue that takes 15 s to recover': {
    ...queue({ ...four, slowAfter: { waiting: 3000, factor: 3, lastsMs: 15_000 } }),
    from: queueCapacity(four),
  },
  'HTTP 429 beyond a limit': limited(20, 0),
  // of 60 s after 5 of warm-up, (r − 10) · 65 − 100 calls of 60 r fail: 5 % at 12.1/s, and more later
  'a quota with room for ten seconds': { ...limited(10, 0, 10), from: 10, truth: 12.1 },
  'HTTP 429 beyond a limit, 13 % fail at every rate': limited(20, 0.13),
  'smoothly growing latency': smooth({ baseMs: 300, capacity: 40, sigma: 0.3 }, 1500),
};

/** Not the same rates in every sweep. */
const fromOf = (seed: number) => 2 ** (((seed * 0.618) % 1) - 0.5);

const holds = ({ low, high }: SustainableLoad, { truth, from = truth }: Pick<Kind, 'truth' | 'from'>) =>
  (low === null || low <= truth) && (high === null || high >= from);

const percent = (value: number) => Math.round(value * 1000) / 10;

function tried(name: string, kind: Kind) {
  const { make, truth, from = truth, slo = {} } = kind;
  const sweeps = Array.from({ length: seeds }, (_, seed) =>
    sweepInVirtualTime(
      make(seededRandom(name, seed)),
      { from: fromOf(seed), to: 64, drainSeconds: 10 },
      seed,
      slo,
    ),
  );
  const found = sweeps.map(({ target }) => target.sustainable as SustainableLoad);
  const both = found.filter(({ low, high }) => low !== null && high !== null);
  const off = both.map(({ estimate }) => Math.abs(Math.log((estimate as number) / truth)));
  return {
    truth: Math.round(truth * 100) / 100,
    sweeps: seeds,
    covered: found.filter((one) => holds(one, kind)).length,
    low_too_high: found.filter(({ low }) => low !== null && low > truth).length,
    high_too_low: found.filter(({ high }) => high !== null && high < from).length,
    with_both_ends: both.length,
    off_p50_percent: percent(Math.expm1(quantile(off, 0.5))),
    off_p90_percent: percent(Math.expm1(quantile(off, 0.9))),
    width_p50_percent: percent(
      quantile(
        both.map(({ low, high }) => (high as number) / (low as number) - 1),
        0.5,
      ),
    ),
    seconds_p50: Math.round(
      quantile(
        sweeps.map(({ seconds }) => seconds),
        0.5,
      ),
    ),
    calls_p50: quantile(
      sweeps.map(({ calls }) => calls),
      0.5,
    ),
  };
}
/** The same over HTTP, in real time: a server of about 20 calls a second of which 13 % fail at every rate. */
const served = { workers: 4, serviceMs: 191, sigma: 0.3, failureShare: 0.13 };

async function overHttp() {
  const server = await startQueueServer(served);
  const folder = temporaryFolder();
  const suite = join(folder, 'suite.json');
  const targets = [{ model: 'compatible/queue', baseUrl: server.url }];
  writeFileSync(suite, JSON.stringify({ name: 'sweep', targets, cases: [{ input: 'hello' }] }));
  const options = ['from=4', 'to=32', 'tolerance=0.4', 'soakSeconds=20', 'maxMinutes=3.5'].flatMap(
    (option) => ['-o', option],
  );
  const load = ['load', suite, '--shape', 'sweep', ...options, '--duration', '8', '--warmup', '1'];
  const place = ['--data-dir', join(folder, 'data'), '--no-serve', '--json'];
  const run = await startAssay([...load, ...place], { env: { ASSAY_DIST: '0' } }).finished;
  server.close();
  if (run.code !== 0) throw new Error(run.stderr);
  return (JSON.parse(run.stdout) as LoadReport).targets[0] as TargetLoad;
}

const http = overHttp();
const results = Object.entries(kinds).map(([name, kind]) => ({ name, ...tried(name, kind) }));
for (const result of results) console.log(JSON.stringify(result));
const total = results.reduce((sum, { sweeps }) => sum + sweeps, 0);
const coverage = results.reduce((sum, { covered }) => sum + covered, 0) / total;
const { sustainable: found, phases } = await http;
const truth = queue(served).truth;
conclude(
  'sweep',
  {
    covers: coverage >= minCoverage,
    covers_each_kind: results.every(({ covered, sweeps }) => covered / sweeps >= minCoverageOfKind),
    covers_over_http: found !== null && holds(found, { truth, from: queueCapacity(served) / 0.87 }),
    no_failure_taken_for_saturation: phases.every(
      ({ state, rate }) => state !== 'saturated' || (rate ?? 0) > 0.9 * queueCapacity(served),
    ),
    finds_a_number_over_http: (found?.low ?? 0) >= 8,
  },
  { coverage, least_coverage: minCoverage, http_truth: truth, http: found, http_phases: phases.length },
);

/**
 * Calls per second through the lanes beside undici's bare dispatch of the same streams: 16 chunks, no delay, 64 at once. Rounds alternate, so
 * that a busy machine is busy for both; the median of the rounds' ratios is judged.
 */
import type { Target } from '../src/contract/suite.ts';
import { openLanes } from '../src/providers/lanes/open-lanes.ts';
import { laneRate, ratePrompt, rawRate } from '../src/selftest/call-rate.ts';
import { simulatedEndpoints } from '../src/simulator/simulated-endpoints.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { atOnce } from './support/at-once.ts';
import { isNoisy, keys, medianOf, noiseNotice, speedWays } from './support/speed-ways.ts';
import { conclude } from './support/verdict.ts';

const rounds = 5;
const calls = 6000;
/** Of bare dispatch's calls per second. */
const aims: Record<string, number> = { 'built-in': 0.7, openai: 0.55, anthropic: 0.55, google: 0.55 };

const sixteen = Array.from({ length: 16 }, (_, i) => `w${i}`).join(' ');
const simulator = await startSimulator({
  noDelay: true,
  knowledge: [{ prompt: ratePrompt, expected: sixteen, style: 'bare', category: '' }],
  profiles: [{ ...atOnce, tokensPerFrame: 1 }],
});
const ways = speedWays(simulator.url, atOnce.name, ratePrompt).map((way) => ({
  ...way,
  target: {
    ...way.target,
    id: way.name,
    label: way.name,
    model: atOnce.name,
    promptId: 'none',
    parameters: {},
    limits: { concurrency: 64, timeoutMs: 60_000, retries: 0 },
  } satisfies Target,
}));
const lanes = await openLanes({
  targets: ways.map(({ target }) => target),
  env: keys,
  simulated: simulatedEndpoints(simulator.url, simulator.models),
});

/** Calls per second, and µs of this process's threads per call, warming up included. */
async function measured(rate: Promise<number>): Promise<{ rate: number; cpu: number }> {
  const before = process.cpuUsage();
  const perSecond = await rate;
  const { user, system } = process.cpuUsage(before);
  return { rate: perSecond, cpu: (user + system) / calls };
}

const seen = ways.map((way) => ({
  way,
  rounds: [] as Record<'bare' | 'lanes', { rate: number; cpu: number }>[],
}));
for (let round = 0; round < rounds; round++)
  for (const { way, rounds: all } of seen)
    all.push({
      bare: await measured(rawRate(simulator.url, way.bare, calls)),
      lanes: await measured(laneRate(lanes, way.target, calls)),
    });
await lanes.close();
await simulator.close();

const rows = seen.map(({ way, rounds: all }) => ({
  way: way.name,
  bare_req_s: Math.round(medianOf(all, ({ bare }) => bare.rate)),
  req_s: Math.round(medianOf(all, (each) => each.lanes.rate)),
  fraction_of_bare: medianOf(all, ({ bare, lanes: ours }) => ours.rate / bare.rate),
  aim: aims[way.name] as number,
  bare_cpu_us: Math.round(medianOf(all, ({ bare }) => bare.cpu)),
  cpu_us: Math.round(medianOf(all, (each) => each.lanes.cpu)),
}));
console.table(rows);
const noisy = seen.some(({ rounds: all }) => isNoisy(all.map(({ bare }) => bare.rate)));
if (noisy) console.log(noiseNotice);
conclude(
  'clients',
  Object.fromEntries(rows.map(({ way, fraction_of_bare, aim }) => [way, fraction_of_bare >= aim])),
  { rows, noisy, rounds, calls },
);

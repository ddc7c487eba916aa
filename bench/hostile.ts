/**
 * Every way a server can misbehave, on every wire, read by our own readers and by the providers' packages: how each call
 * ended, how long it took, how much memory, what a healthy neighbour noticed, and whether Ctrl-C ends a run that holds them all.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../src/base/clock.ts';
import { exitCodes } from '../src/cli/exit-codes.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes, type Lanes } from '../src/providers/lanes/open-lanes.ts';
import { simulatedEndpoints } from '../src/simulator/simulated-endpoints.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { keys } from '../test/conformance/ask.ts';
import {
  askHostile,
  hostileProviders,
  hostileTarget,
  timeoutMs,
  wrongEnd,
} from '../test/hostile/ask-hostile.ts';
import { endless } from '../test/hostile/endless.ts';
import { behaviours, hostileUrl } from '../test/hostile/hostile-server.ts';
import { root } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const atOnce = 6;
const aim = { longestMs: timeoutMs + 1000, memoryMb: 600, neighbourRatio: 2, stopMs: 8000 };
const limits = { concurrency: 1, timeoutMs: 20_000, retries: 0 };
const neighbour: Target = {
  id: 'neighbour',
  label: 'neighbour',
  provider: 'sim',
  model: 'steady',
  promptId: 'p',
  parameters: {},
  limits,
};

const server = fork(join(root, 'test/hostile/serve.ts'));
const [port] = (await once(server, 'message')) as [number];
const simulator = await startSimulator({
  profiles: [
    {
      name: 'steady',
      ttft: { medianMs: 60, sigma: 0 },
      pace: { tokensPerSecond: 200, jitter: 0 },
      verbosity: 20,
      accuracy: 1,
    },
  ],
});

let peakMb = 0;
const watch = setInterval(() => (peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20)), 20);

interface Neighbour {
  calls: number;
  failed: number;
  ttftMs: number[];
}

/** Asks the neighbour, one call after the other, until told to stop. */
function askNeighbour(lanes: Lanes): { stop(): Promise<Neighbour> } {
  const seen: Neighbour = { calls: 0, failed: 0, ttftMs: [] };
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      const { outcome, frames, timestamps } = await askHostile(lanes, neighbour);
      seen.calls++;
      if (outcome === 'ok') seen.ttftMs.push((frames.at[0] as number) - (timestamps.sent as number));
      else seen.failed++;
    }
  })();
  return {
    async stop() {
      over.abort();
      await asking;
      return seen;
    },
  };
}

async function quietFor(lanes: Lanes, ms: number): Promise<Neighbour> {
  const asking = askNeighbour(lanes);
  await sleep(ms);
  return asking.stop();
}

interface Round {
  way: string;
  wrong: string[];
  longestMs: number;
  seconds: Record<string, number>;
  alone: Neighbour;
  beside: Neighbour;
}

async function round(way: string, packageReads: boolean): Promise<Round> {
  const targets = hostileProviders.flatMap(([provider, wire]) =>
    behaviours.map(({ name }) => hostileTarget(port, provider, wire, name)),
  );
  const lanes = await openLanes({
    targets: [...targets, neighbour],
    env: { ...keys, ...(packageReads && { ASSAY_PACKAGE_READERS: 'all' }) },
    simulated: simulatedEndpoints(simulator.url, simulator.models),
  });
  await quietFor(lanes, 1000);
  const alone = await quietFor(lanes, 4000);
  const beside = askNeighbour(lanes);
  const wrong: string[] = [];
  const seconds: Record<string, number> = {};
  let longestMs = 0;
  for (const [provider] of hostileProviders) {
    const from = nowMs();
    const queue = [...behaviours];
    const work = async () => {
      for (let behaviour = queue.shift(); behaviour; behaviour = queue.shift()) {
        const target = targets.find(({ id }) => id === `${provider}:${behaviour.name}`) as Target;
        const asked = nowMs();
        const result = await askHostile(lanes, target);
        longestMs = Math.max(longestMs, nowMs() - asked);
        const said = wrongEnd(behaviour, result, packageReads);
        if (said !== null) wrong.push(`${target.id}: ${said}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    seconds[provider] = Math.round(nowMs() - from) / 1000;
  }
  const neighboured = await beside.stop();
  await lanes.close();
  return { way, wrong, longestMs: Math.round(longestMs), seconds, alone, beside: neighboured };
}

/** A run whose every target never ends, stopped in the middle as a person does: once, and once more. */
async function interrupted(
  signal: NodeJS.Signals,
): Promise<{ signal: string; code: number | null; stopMs: number }> {
  const folder = temporaryFolder();
  const suite = join(folder, 'suite.json');
  const targets = endless.map(({ name }) => ({
    model: `compatible/${name}`,
    label: name,
    baseUrl: hostileUrl(port, 'openai-chat', name),
    limits: { timeoutSeconds: 600, maxResponseMb: 256, maxFrameMb: 256 },
  }));
  writeFileSync(
    suite,
    JSON.stringify({
      name: 'hostile',
      targets,
      cases: [{ input: 'Is it?', expected: 'yes' }],
      scorers: ['contains'],
    }),
  );
  const command = [
    join(root, 'bin/assay.js'),
    'run',
    suite,
    '--data-dir',
    join(folder, 'data'),
    '--no-serve',
  ];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.stdout.resume();
  child.stderr.resume();
  await sleep(4000);
  child.kill(signal);
  await sleep(500);
  const from = nowMs();
  child.kill(signal);
  const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code] = await ended;
  clearTimeout(patience);
  return { signal, code, stopMs: Math.round(nowMs() - from) };
}

const startMb = process.memoryUsage.rss() / 2 ** 20;
const rounds = [await round('own readers', false), await round('packages', true)];
const stops = [await interrupted('SIGINT'), await interrupted('SIGTERM')];
clearInterval(watch);
await simulator.close();
server.disconnect();

const neighbours = rounds.map(({ way, alone, beside }) => ({
  way,
  calls: beside.calls,
  failed: alone.failed + beside.failed,
  ttft_ms_alone: quantile(alone.ttftMs, 0.5),
  ttft_ms_beside: quantile(beside.ttftMs, 0.5),
  ttft_ms_beside_p95: quantile(beside.ttftMs, 0.95),
}));
conclude(
  'hostile',
  {
    ends: rounds.every(({ wrong }) => wrong.length === 0),
    seconds: rounds.every(({ longestMs }) => longestMs <= aim.longestMs),
    memory: peakMb - startMb <= aim.memoryMb,
    neighbours: neighbours.every(
      ({ failed, ttft_ms_alone, ttft_ms_beside }) =>
        failed === 0 && ttft_ms_beside <= aim.neighbourRatio * ttft_ms_alone,
    ),
    stops: stops.every(({ code, stopMs }) => code === exitCodes.interrupted.code && stopMs <= aim.stopMs),
  },
  {
    behaviours: behaviours.length,
    providers: hostileProviders.map(([provider]) => provider),
    calls: rounds.length * behaviours.length * hostileProviders.length,
    wrong: rounds.flatMap(({ way, wrong }) => wrong.map((said) => `${way}, ${said}`)),
    longest_ms: rounds.map(({ longestMs }) => longestMs),
    seconds: rounds.map(({ way, seconds }) => ({ way, ...seconds })),
    memory_mb: { start: Math.round(startMb), peak: Math.round(peakMb) },
    neighbours,
    stops,
    aim,
  },
);

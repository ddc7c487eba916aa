/** The client measured against a server whose every write is logged: timing error and greatest rate of this machine. */
import { wallClockMs } from '../base/clock.ts';
import type { SelftestReport, Way } from '../contract/selftest.ts';
import type { Target } from '../contract/suite.ts';
import { openLanes } from '../providers/lanes/open-lanes.ts';
import { simulatedEndpoints } from '../simulator/simulated-endpoints.ts';
import type { ProfileInput } from '../simulator/profile.ts';
import { startSimulator } from '../simulator/start.ts';
import { laneRate, ratePrompt, rawRate } from './call-rate.ts';
import { scheduleError } from './schedule-error.ts';
import { timingError } from './timing-error.ts';

export interface SelftestOptions {
  machine: Pick<SelftestReport, 'assay_version' | 'node_version' | 'cpu' | 'cores'>;
  /** Streams at once, in turn. */
  streams: number[];
  /** Calls in turn on each of so many streams; default: 20 on one, 4 on many. */
  rounds?: (streams: number) => number;
  /** Calls per second to keep up, in turn. */
  scheduleRates: number[];
  /** Of each schedule. */
  scheduleSeconds: number;
  /** Calls of each rate. */
  rateCalls: number;
  /** Told before each step, with how many there are. */
  progress(step: string, index: number, steps: number): void;
}

const ways: { way: Way; wire: 'openai-chat' | 'anthropic-messages' }[] = [
  { way: 'native', wire: 'openai-chat' },
  { way: 'package', wire: 'anthropic-messages' },
];
const paced = {
  ttft: { medianMs: 50, sigma: 0 },
  pace: { tokensPerSecond: 100, jitter: 0 },
  accuracy: 1,
  verbosity: 33,
} satisfies Omit<ProfileInput, 'name'>;
const atOnce = {
  ttft: { medianMs: 0, sigma: 0 },
  pace: { tokensPerSecond: 1e6 },
  accuracy: 1,
  tokensPerFrame: 1,
} satisfies Omit<ProfileInput, 'name'>;
/** Sixteen pieces, one a frame. */
const sixteen = Array.from({ length: 16 }, (_, i) => `w${i}`).join(' ');

const sayings = [{ prompt: ratePrompt, expected: sixteen, style: 'bare' as const, category: '' }];

const stepsOf = ({ streams, scheduleRates }: SelftestOptions) =>
  ways.length * streams.length + scheduleRates.length + 3;

const defaultRounds = (streams: number) => (streams === 1 ? 20 : 4);

function targetOf(model: string, more: Partial<Target> = {}): Target {
  return {
    id: `${more.provider ?? 'sim'}/${model}`,
    label: model,
    provider: 'sim',
    model,
    promptId: 'none',
    parameters: {},
    limits: { concurrency: 1, timeoutMs: 60_000, retries: 0 },
    ...more,
  };
}

async function timing(options: SelftestOptions): Promise<SelftestReport['timing']> {
  const simulator = await startSimulator({
    profiles: ways.map(({ wire }) => ({ ...paced, name: wire, wire })),
  });
  const targets = ways.map(({ wire }) => targetOf(wire));
  const lanes = await openLanes({
    targets,
    env: {},
    simulated: simulatedEndpoints(simulator.url, simulator.models),
  });
  const rows: SelftestReport['timing'] = [];
  const rounds = options.rounds ?? defaultRounds;
  const steps = stepsOf(options);
  try {
    for (const [i, { way, wire }] of ways.entries()) {
      const target = targets[i] as Target;
      await timingError(simulator.url, lanes, target, 8, 1);
      for (const streams of options.streams) {
        options.progress(
          `timing, ${way}, ${streams} ${streams === 1 ? 'stream' : 'streams'}`,
          rows.length,
          steps,
        );
        // connections are made and code is compiled before anything counts
        await timingError(simulator.url, lanes, target, streams, 1);
        rows.push({
          way,
          wire,
          ...(await timingError(simulator.url, lanes, target, streams, rounds(streams))),
        });
      }
    }
  } finally {
    await lanes.close();
    await simulator.close();
  }
  return rows;
}

async function schedules(options: SelftestOptions): Promise<SelftestReport['schedule']> {
  const { scheduleRates, scheduleSeconds } = options;
  if (scheduleRates.length === 0) return [];
  const simulator = await startSimulator({
    knowledge: sayings,
    profiles: [
      { ...atOnce, name: 'soon', ttft: { medianMs: 50, sigma: 0 }, pace: { tokensPerSecond: 1000 } },
    ],
  });
  const target = targetOf('soon');
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  const lanes = await openLanes({ targets: [target], env: {}, simulated });
  const rows: SelftestReport['schedule'] = [];
  try {
    for (const rate of scheduleRates) {
      const step = ways.length * options.streams.length + rows.length;
      options.progress(`schedule, ${rate} calls a second`, step, stepsOf(options));
      // connections are made before anything counts
      await scheduleError(lanes, target, rate, Math.min(1, scheduleSeconds));
      rows.push(await scheduleError(lanes, target, rate, scheduleSeconds));
    }
  } finally {
    await lanes.close();
    await simulator.close();
  }
  return rows;
}

async function rates(options: SelftestOptions): Promise<SelftestReport['rate']> {
  const simulator = await startSimulator({
    noDelay: true,
    knowledge: sayings,
    profiles: [{ ...atOnce, name: 'at-once' }],
  });
  const native = targetOf('at-once');
  const packaged = targetOf('at-once', { provider: 'openai', baseUrl: `${simulator.url}/openai/v1` });
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  const steps = stepsOf(options);
  const done = steps - 3;
  try {
    options.progress('rate, raw', done, steps);
    const body = JSON.stringify({
      model: 'at-once',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: ratePrompt }],
    });
    const bare = { path: '/openai/v1/chat/completions', body };
    const raw = await rawRate(simulator.url, bare, options.rateCalls);
    const rateOf = async (target: Target, step: number) => {
      options.progress(`rate, ${target.provider === 'sim' ? 'native' : 'package'}`, done + step, steps);
      const lanes = await openLanes({ targets: [target], env: { OPENAI_API_KEY: 'simulated' }, simulated });
      return laneRate(lanes, target, options.rateCalls).finally(() => lanes.close());
    };
    return {
      raw_req_s: raw,
      native_req_s: await rateOf(native, 1),
      package_req_s: await rateOf(packaged, 2),
    };
  } finally {
    await simulator.close();
  }
}

export async function runSelftest(options: SelftestOptions): Promise<SelftestReport> {
  return {
    schema: 'assay.selftest/1',
    at_ms: wallClockMs(),
    ...options.machine,
    timing: await timing(options),
    schedule: await schedules(options),
    rate: await rates(options),
  };
}

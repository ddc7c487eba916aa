/**
 * 12 models at realistic speed, 200 cases three times each, with a quota each and one call in a hundred turned away: all are done within five
 * minutes, side by side, and what is measured of each is what is measured of it alone.
 *
 * The simulator draws a case's times from its seed and how often the case was asked: each run has a simulator of its own, and the two
 * are compared case by case.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../src/contract/analysis.ts';
import type { RunEvent } from '../src/contract/events.ts';
import type { Sample } from '../src/contract/sample.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const targets = 12;
const cases = 200;
const repeats = 3;
const aloneCases = 25;
const aim = { minutes: 5, shift: 0.05, overlap: 0.9 };

const folder = temporaryFolder();
const wires = ['openai-chat', 'anthropic-messages', 'gemini'] as const;
const profiles = Array.from({ length: targets }, (_, i) => ({
  name: `model-${i}`,
  wire: wires[i % wires.length] ?? 'openai-chat',
  ttft: { medianMs: 300 + (600 * i) / (targets - 1), sigma: 0.2 },
  pace: { tokensPerSecond: 60 },
  accuracy: 0.8,
  verbosity: 200,
  requestsPerMinute: 480,
  faults: { rate_limit: 0.01 },
  price: { input: 1, output: 2 },
}));

writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `Tell about the number ${i}.` }),
  ).join('\n'),
);
const suite = join(folder, 'suite.yaml');
const names = profiles.map(({ name }) => `sim/${name}`);
writeFileSync(suite, `name: fleet\ntargets: [${names.join(', ')}]\ncases: { file: cases.jsonl }\n`);

interface Ran {
  samples: Sample[];
  summary: RunSummary;
  wallS: number;
}

async function run(more: string[]): Promise<Ran> {
  const simulator = await startSimulator({ profiles });
  const samples: Sample[] = [];
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const args = ['--sim', simulator.url, '--data-dir', dataDir, '--no-serve'];
  const started = startAssay(['run', suite, ...args, '--events', ...more], {
    onLine(line) {
      const event = JSON.parse(line) as RunEvent;
      if (event.type === 'sample-end' && !event.sample.is_warmup) samples.push(event.sample);
    },
  });
  const { code, stderr, wallMs } = await started.finished;
  await simulator.close();
  if (code !== 0) throw new Error(`exit ${code}:\n${stderr}`);
  const shown = await runAssay(['show', '--data-dir', dataDir, '--json']);
  return { samples, summary: JSON.parse(shown.stdout) as RunSummary, wallS: wallMs / 1000 };
}

/** By case, of the first round. */
const firstTokens = (samples: Sample[], model: string) =>
  new Map(
    samples
      .filter((sample) => sample.request_model === model && sample.repeat === 0 && sample.ttft_ms !== null)
      .map((sample) => [sample.case_id, sample.ttft_ms as number]),
  );

/** Median over the cases of both of (together − alone), as a share of the median alone. */
function shiftOf(together: Map<string, number>, alone: Map<string, number>): number {
  const pairs = [...alone].flatMap(([id, ms]) =>
    together.has(id) ? [[together.get(id) as number, ms] as const] : [],
  );
  const change = quantile(
    pairs.map(([a, b]) => a - b),
    0.5,
  );
  return (
    change /
    quantile(
      pairs.map(([, ms]) => ms),
      0.5,
    )
  );
}

const fleet = await run(['--repeats', String(repeats)]);
console.error(`the fleet took ${fleet.wallS.toFixed(0)} s`);
const shifts: Record<string, number> = {};
for (const { name } of profiles) {
  const alone = await run(['-t', `sim/${name}`, '--limit', String(aloneCases), '--concurrency', '12']);
  shifts[name] = shiftOf(firstTokens(fleet.samples, name), firstTokens(alone.samples, name));
}

const spans = profiles.map(({ name }) => {
  const own = fleet.samples.filter((sample) => sample.request_model === name);
  const ends = own.map((sample) => sample.started_at_ms + (sample.e2e_ms ?? 0));
  return { name, n: own.length, from: Math.min(...own.map((s) => s.started_at_ms)), to: Math.max(...ends) };
});
const minutes = spans.map(({ from, to }) => (to - from) / 60_000);
const common = Math.min(...spans.map(({ to }) => to)) - Math.max(...spans.map(({ from }) => from));
const longest = Math.max(...minutes) * 60_000;
const worstShift = Math.max(...Object.values(shifts).map(Math.abs));
const { run: kept } = fleet.summary;
conclude(
  'fleet',
  {
    all_settled: spans.every(({ n }) => n === cases * repeats),
    in_time: Math.max(...minutes) <= aim.minutes,
    overlap: common / longest >= aim.overlap,
    undisturbed: worstShift < aim.shift,
  },
  {
    targets,
    calls: fleet.samples.length,
    wall_s: fleet.wallS,
    minutes: { least: Math.min(...minutes), most: Math.max(...minutes) },
    overlap_share: common / longest,
    ttft_shift: shifts,
    worst_ttft_shift: worstShift,
    retries: fleet.summary.targets.map(({ retries }) => retries),
    not_ok: fleet.summary.targets.map(({ n, outcomes }) => n - (outcomes.ok ?? 0)),
    most_at_once: kept.lanes?.map(({ changes }) => Math.max(...changes.map((change) => change.concurrency))),
    client: kept.client,
    aim,
  },
);

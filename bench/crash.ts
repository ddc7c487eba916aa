/**
 * kill -9 of the runner at 20 random instants. Afterwards every sample it had acknowledged must be shown, once; and the same
 * command again must ask only for the rest: every sample exactly once, and at most the calls that were in flight asked twice,
 * by the simulator's own log. A sample is acknowledged when its `sample-end` event leaves the process.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../src/base/random.ts';
import type { RunSummary } from '../src/contract/analysis.ts';
import type { RunEvent } from '../src/contract/events.ts';
import type { GridPage } from '../src/contract/grid.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const kills = 20;
const cases = 1200;
const concurrency = 16;
const targets = ['a', 'b'];
/** On the wire, and as many again that are answered and on the way to the disk. */
const inFlight = 2 * concurrency * targets.length;
const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);
writeFileSync(
  suite,
  `name: crash\ntargets: [sim/a, sim/b]\ncases: { file: cases.jsonl }\nscorers: [contains]\nlimits: { concurrency: ${concurrency} }\n`,
);
const profile = {
  ttft: { medianMs: 10, sigma: 0 },
  pace: { tokensPerSecond: 2000 },
  accuracy: 1,
  verbosity: 16,
  price: { input: 1, output: 2 },
};
const truthFile = join(folder, 'truth.jsonl');
const simulator = await startSimulator({
  truthFile,
  profiles: [
    { ...profile, name: 'a' },
    { ...profile, name: 'b', wire: 'anthropic-messages' },
  ],
});
const random = seededRandom('crash');

/** Requests the simulator has seen so far, those that were cut off among them. */
async function seen(): Promise<number> {
  await sleep(200);
  return readFileSync(truthFile, 'utf8').split('\n').length - 1;
}

async function shown(dataDir: string): Promise<string[]> {
  const { stdout } = await runAssay(['show', '--cases', '--json', '--data-dir', dataDir]);
  const { cases: rows } = JSON.parse(stdout) as { cases: GridPage['cases'] };
  return rows.flatMap(({ cells }) => cells.map((cell) => cell.sample_id));
}

const repeated = (ids: string[]) => ids.length - new Set(ids).size;

async function crash(more: string[]) {
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const command = ['run', suite, '--sim', simulator.url, '--data-dir', dataDir, ...more];
  const before = await seen();
  const acknowledged: string[] = [];
  let first: () => void;
  const begun = new Promise<void>((resolve) => (first = resolve));
  const started = startAssay([...command, '--events'], {
    onLine(line) {
      const event = parse(line);
      if (event?.type !== 'sample-end') return;
      acknowledged.push(event.sample.sample_id);
      first();
    },
  });
  await begun;
  const killAfterMs = Math.round(random() * 700);
  await sleep(killAfterMs);
  started.child.kill('SIGKILL');
  await started.finished;
  const kept = new Set(await shown(dataDir));
  const { stdout, stderr } = await runAssay([...command, '--json']);
  const { run, done } = JSON.parse(stdout) as RunSummary;
  const ids = await shown(dataDir);
  return {
    kill_after_ms: killAfterMs,
    served: !more.includes('--no-serve'),
    acknowledged: acknowledged.length,
    missing: acknowledged.filter((id) => !kept.has(id)).length,
    resumed: stderr.includes('Resuming run'),
    status: run.status,
    done,
    shown: ids.length,
    twice: repeated(ids),
    asked: (await seen()) - before,
  };
}

/** The last line may have been cut by the kill. */
function parse(line: string): RunEvent | null {
  try {
    return JSON.parse(line) as RunEvent;
  } catch {
    return null;
  }
}

const rows: Awaited<ReturnType<typeof crash>>[] = [];
for (let i = 0; i < kills; i++) rows.push(await crash(i % 2 === 0 ? ['--no-serve'] : []));
await simulator.close();
const planned = cases * targets.length;
conclude(
  'crash',
  {
    every_kill_was_in_the_middle: rows.every((row) => row.acknowledged > 0 && row.acknowledged < planned),
    none_missing: rows.every((row) => row.missing === 0),
    all_resumed: rows.every((row) => row.resumed && row.status === 'done'),
    every_sample_once: rows.every(
      ({ done, shown: all, twice }) => done === planned && all === planned && twice === 0,
    ),
    at_most_those_in_flight_again: rows.every(({ asked }) => asked >= planned && asked <= planned + inFlight),
  },
  {
    planned,
    in_flight: inFlight,
    most_asked_again: Math.max(...rows.map(({ asked }) => asked - planned)),
    rows,
  },
);

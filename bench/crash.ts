/**
 * kill -9 in the middle of a run, at several instants: every sample the run had acknowledged must be shown afterwards, once.
 * A sample is acknowledged when its `sample-end` event leaves the process.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../src/contract/events.ts';
import type { GridPage } from '../src/contract/result-store.ts';
import { startSimulator } from '../src/providers/simulator/start.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const killAfterMs = [150, 300, 500, 800, 1200];
const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: 20_000 }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);
writeFileSync(
  suite,
  'name: crash\ntargets: [sim/a, sim/b]\ncases: { file: cases.jsonl }\nscorers: [contains]\nlimits: { concurrency: 32 }\n',
);
const profile = {
  ttft: { medianMs: 2, sigma: 0 },
  pace: { tokensPerSecond: 1e5 },
  accuracy: 1,
  verbosity: 16,
  price: { input: 1, output: 2 },
};
const simulator = await startSimulator({
  profiles: [
    { ...profile, name: 'a' },
    { ...profile, name: 'b', wire: 'anthropic-messages' },
  ],
});

async function crash(afterMs: number, more: string[]) {
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const acknowledged: string[] = [];
  let first: () => void;
  const begun = new Promise<void>((resolve) => (first = resolve));
  const started = startAssay(
    ['run', suite, '--sim', simulator.url, '--data-dir', dataDir, '--events', ...more],
    {
      onLine(line) {
        const event = parse(line);
        if (event?.type !== 'sample-end') return;
        acknowledged.push(event.sample.sample_id);
        first();
      },
    },
  );
  await begun;
  await sleep(afterMs);
  started.child.kill('SIGKILL');
  await started.finished;
  const show = async () =>
    (
      JSON.parse((await runAssay(['show', '--cases', '--json', '--data-dir', dataDir])).stdout) as {
        cases: GridPage['cases'];
      }
    ).cases.flatMap(({ cells }) => cells.map((cell) => cell.sample_id));
  const shown = await show();
  const again = await show();
  const times = new Map<string, number>();
  for (const id of shown) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    kill_after_ms: afterMs,
    served: !more.includes('--no-serve'),
    acknowledged: acknowledged.length,
    shown: shown.length,
    missing: acknowledged.filter((id) => !times.has(id)).length,
    twice: [...times.values()].filter((n) => n > 1).length,
    shown_again: again.length,
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

const rows = [];
for (const afterMs of killAfterMs)
  for (const more of [[], ['--no-serve']]) rows.push(await crash(afterMs, more));
await simulator.close();
conclude(
  'crash',
  {
    none_missing: rows.every((row) => row.acknowledged > 0 && row.missing === 0),
    none_twice: rows.every((row) => row.twice === 0 && row.shown === row.shown_again),
  },
  { rows },
);

/** The commands on a stored run, as the program calls them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Comparison } from '../contract/comparison.ts';
import type { DriftReport } from '../contract/drift.ts';
import type { PowerReport } from '../contract/power.ts';
import type { Ranking } from '../contract/ranking.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { openStore } from '../store/open-store.ts';
import { commandContext } from '../../test/made-up/command-context.ts';
import { runCommand } from '../../test/made-up/run-command.ts';
import type { Given } from './options.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-statistics-'));
/** Made-up results follow from the id. */
const runs = [1, 2].map((nth) =>
  madeUp({
    runId: `01900000-0000-7000-8000-00000000000${nth}`,
    targets: 3,
    cases: 60,
    repeats: 2,
    startedAtMs: Date.now() - 1e7 + nth * 1e6,
  }),
);
const [before, after] = runs.map(({ run }) => run.run_id) as [string, string];
beforeAll(async () => {
  const store = await openStore({ dataDir });
  for (const { run, cases, batch } of runs) {
    await store.putRun(run, cases);
    await store.insert(batch);
  }
  await store.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function printed(
  name: string,
  args: string[],
  options: Record<string, Given> = {},
  json = false,
): Promise<string> {
  const { context, out } = commandContext(dataDir, { json, width: 100 });
  expect(await runCommand(name, args, options, context)).toBe('ok');
  return out();
}
const document = async <T>(...given: [name: string, args: string[], options?: Record<string, Given>]) =>
  JSON.parse(await printed(given[0], given[1], given[2] ?? {}, true)) as T;

it('compares all targets, two of them, and two runs', async () => {
  expect((await document<Comparison>('compare', [])).pairs).toHaveLength(3);
  expect(await printed('compare', ['model 2', 'model 0'])).toContain(
    'model 2 compared with model 0, 60 cases',
  );
  const across = await document<Comparison>('compare', [after, before], { margin: '5' });
  expect(across.pairs).toHaveLength(3);
  expect(across.pairs[0]?.metrics[0]?.margin).toBe(0.05);
  const one = await document<Comparison>('compare', ['model 1', `model 1@${before}`]);
  expect(one.targets.map(({ run_id }) => run_id).sort()).toEqual([before, after].sort());
});

it('ranks', async () => {
  const ranking = await document<Ranking>('rank', [], { weights: 'quality=2,cost=1' });
  expect(ranking.targets.map(({ rank }) => rank)).toHaveLength(3);
  expect(ranking.targets[0]?.rank).toBe(1);
  expect(ranking.weighted?.order).toHaveLength(3);
  expect(await printed('rank', [before])).toContain('may be');
});

it('plans', async () => {
  const report = await document<PowerReport>('power', [], { cases: '500' });
  expect(report).toMatchObject({ run_id: after, cases: 500, repeated: true });
  expect(await printed('power', [], { quality: '80%' })).toContain('Assumed');
  await expect(printed('power', [], { quality: '1' })).rejects.toMatchObject({ code: 'usage' });
});

it('finds no change where there is none', async () => {
  const report = await document<DriftReport>('drift', [before]);
  expect(report.targets.map(({ label }) => label)).toEqual(['model 0', 'model 1', 'model 2']);
  expect(report.targets.flatMap(({ changes }) => changes)).toEqual([]);
  const claims = report.targets.flatMap(({ metrics }) =>
    metrics.filter(({ verdict }) => verdict === 'worse'),
  );
  expect(claims).toEqual([]);
  await expect(printed('drift', [after])).rejects.toMatchObject({ code: 'usage' });
});

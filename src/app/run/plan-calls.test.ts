import { afterEach, beforeEach, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import { loadYaml } from '../../../test/suite-folder.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Run } from '../../contract/run.ts';
import { planCalls } from './plan-calls.ts';

let folder: AppFolder;
beforeEach(async () => {
  folder = await appFolder();
});
afterEach(() => folder.remove());

const text =
  'name: n\nrepeats: 2\ntargets: [compatible/a, compatible/b]\nscorers: [exact]\nparameters: {maxOutputTokens: 5}\ncases: [{input: A, expected: a}, {input: B, expected: b}, {input: C, expected: c}]\n';
const price = { input: 1, output: 2 };
const overrides = { 'compatible/a': price, 'compatible/b': price };

it('plans every call at the prices that are given, from now on', async () => {
  const suite = await loadYaml(text);
  const given = { file: 'mine.yaml', overrides };
  const before = folder.context.clock.wallClockMs();
  const made = await planCalls({ runId: 'r', suite, prices: given }, folder.context);
  expect(made.startedAtMs).toBeGreaterThanOrEqual(before);
  expect(made.givenPrices).toEqual(given);
  expect(made.plan.lanes.map(({ calls }) => calls.length)).toEqual([6, 6]);
  expect(made.plan.estimates.every(({ costUsd }) => (costUsd?.likely ?? 0) > 0)).toBe(true);
  expect([made.budgets, made.unpriced.models]).toEqual([[], []]);
});

it('keeps the prices of the run that is resumed, whatever is given now', async () => {
  const suite = await loadYaml(text);
  const kept = { file: 'then', overrides };
  const before = { started_at_ms: 5, provenance: { prices: kept } } as unknown as Run;
  const now = { file: 'now', overrides: { 'compatible/a': { input: 900, output: 900 } } };
  const { givenPrices, prices } = await planCalls({ runId: 'r', suite, prices: now, before }, folder.context);
  expect(givenPrices).toEqual(kept);
  for (const target of suite.targets) expect(prices.priceOf(target)?.price).toEqual(price);
});

it('names models that a cap could not stop', async () => {
  const suite = await loadYaml(`${text}budget: {usd: 1}\n`);
  const { unpriced } = await planCalls({ runId: 'r', suite }, folder.context);
  expect(unpriced.models.map(({ label }) => label)).toEqual(['compatible/a', 'compatible/b']);
});

it('asks for a race one case after the other, with all its repeats', async () => {
  const suite = await loadYaml(text);
  const race: RaceSettings = { kind: 'best', k: 1, delta: 0, alpha: 0.05, scope: 'work', baseline_id: null };
  const { plan } = await planCalls({ runId: 'r', suite, race }, folder.context);
  for (const { calls } of plan.lanes) {
    const order = calls.map(({ caseIndex }) => caseIndex);
    // each case once it is begun is ended before the next
    expect(order.filter((index, i) => i === 0 || order[i - 1] !== index)).toHaveLength(3);
  }
});

it('plans no call one by one for a load, which makes them as its schedule says', async () => {
  const suite = await loadYaml(text);
  const load = {
    settings: { shape: 'poisson', durationMs: 1000, warmupMs: 0, options: {} },
    nextPhase: () => null,
  } as never;
  const { plan } = await planCalls({ runId: 'r', suite, load }, folder.context);
  expect(plan.load).toBe(load);
  expect(plan.lanes.every(({ calls }) => calls.length === 0)).toBe(true);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { TotalsStore } from '../contract/result-store.ts';
import type { Sample } from '../contract/sample.ts';
import { openStore } from '../store/open-store.ts';
import { repriceRun } from './reprice-run.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-reprice-'));
const { run, cases, batch } = madeUp({ runId: 'reprice', targets: 2, cases: 30, repeats: 1 });
let store: TotalsStore;
beforeAll(async () => {
  store = await openStore({ dataDir });
  await store.putRun(run, cases);
  await store.insert(batch);
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function stored(): Promise<Sample[]> {
  const all: Sample[] = [];
  for await (const samples of store.samples(run.run_id)) all.push(...samples);
  return all;
}
const { provider, model } = run.targets[0] as (typeof run.targets)[number];
const options = {
  overrides: { [`${provider}/${model}`]: { input: 1, output: 3, cacheRead: 0.1 } },
  latest: false,
  source: 'prices.yaml',
};

it('prices the named target anew from stored counts, the newer row counts, and the run says so', async () => {
  const before = await stored();
  const done = await repriceRun(store, run, options);
  const after = await stored();
  expect(after.map((sample) => sample.sample_id)).toEqual(before.map((sample) => sample.sample_id));
  const named = (sample: Sample) => sample.target_id === run.targets[0]?.id;
  for (const [i, sample] of after.entries()) {
    if (!named(sample)) expect(sample).toEqual(before[i]);
    else if (sample.outcome !== 'ok') expect(sample.cost_nanousd).toBeNull();
    else
      expect(sample).toMatchObject({
        // dollars per million are 1,000 nano-dollars per token
        cost_nanousd: (sample.input_tokens as number) * 1000 + (sample.output_tokens as number) * 3000,
        price_id: 'override:cacheRead=0.1,input=1,output=3',
        quality: before[i]?.quality,
      });
  }
  const sum = (samples: Sample[]) =>
    samples.reduce((nano, { cost_nanousd }) => nano + (cost_nanousd ?? 0), 0);
  expect(done.from_usd).toBeCloseTo(sum(before) / 1e9, 12);
  expect(done.to_usd).toBeCloseTo(sum(after) / 1e9, 12);
  expect(done.samples).toBe(before.filter((sample) => named(sample) && sample.outcome === 'ok').length);

  const again = await store.getRun(run.run_id);
  expect(again?.repriced).toEqual([done]);
  expect(again?.targets[0]?.price).toEqual(options.overrides[`${provider}/${model}`]);
});

it('changes nothing the second time, and leaves prices of the suite to the suite', async () => {
  const now = (await store.getRun(run.run_id)) ?? run;
  expect(await repriceRun(store, now, options)).toMatchObject({ samples: 0 });
  expect(await repriceRun(store, now, { overrides: {}, latest: true, source: '' })).toMatchObject({
    samples: 0,
  });
  expect((await store.getRun(run.run_id))?.repriced).toHaveLength(1);
});

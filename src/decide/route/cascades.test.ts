import { expect, it } from 'vitest';
import { madeUp, madeUpSample } from '../../../test/made-up/made-up-run.ts';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Sample } from '../../contract/sample.ts';
import { cellOf } from '../../analyze/table/cell-of.ts';
import { caseSignals } from './case-signals.ts';
import { route } from './route.ts';

const run = { run_id: 'r', suite_name: 'planted' };
const models = [
  { label: 'cheap', quality: 0.6, cost: 0.001 },
  { label: 'dear', quality: 0.9, cost: 0.02 },
];
const repeats = 3;
const made = madeUp({ runId: 'r', targets: 1, cases: 1 });

/** The cheap one fails every third case: there its check says 0 and its answers differ. The dear one is always right. */
function planted() {
  const table = plantedTable({ models, cases: 600, repeats, seed: 1 });
  const records: SampleRecord[] = [];
  for (let t = 0; t < 2; t++)
    for (let c = 0; c < 600; c++)
      for (let repeat = 0; repeat < repeats; repeat++) {
        const right = t === 1 || c % 3 !== 0;
        const row = cellOf(table, t, c, repeat);
        table.quality[row] = right ? 1 : 0;
        table.output_tokens[row] = 100;
        const sample: Sample = {
          ...madeUpSample(made.run, 0, 0, 0),
          target_id: models[t]?.label ?? '',
          case_index: c,
          repeat,
          is_warmup: false,
          outcome: 'ok',
          quality: right ? 1 : 0,
          scores: { valid: right ? 1 : 0 },
        };
        const text = right ? 'Yes ' : `guess ${repeat}`;
        const said = { text, reasoning: '', toolCalls: [], finishReason: 'stop' };
        records.push({ sample, payload: { answer: said } as unknown as SampleRecord['payload'] });
      }
  return { table, records };
}

async function* inBatches(records: SampleRecord[]) {
  for (let at = 0; at < records.length; at += 500) yield records.slice(at, at + 500);
}

async function routed(wanted: Parameters<typeof caseSignals>[2]) {
  const { table, records } = planted();
  return route({
    run,
    table,
    margin: 0.01,
    signals: await caseSignals(table, inBatches(records), wanted),
  });
}

it('without a signal that tells, has no cascade', async () => {
  const { policy } = await routed({ checks: [], agreement: false });
  expect(policy.cascade).toBeNull();
});

it('goes by a check, and pays for the dear one only where it fails', async () => {
  const { policies, policy } = await routed({ checks: ['valid'], agreement: false });
  expect(policy.cascade).toEqual({
    first: 'cheap',
    second: 'dear',
    escalate: { on: 'check', score: 'valid', below: 1 },
  });
  const cascade = policies.find(({ kind, hypothetical }) => kind === 'cascade' && !hypothetical);
  expect(cascade?.quality).toBe(1);
  expect(cascade?.share['cheap']).toBeCloseTo(1, 9);
  expect(cascade?.share['dear']).toBeCloseTo(1 / 3, 1);
  expect(cascade?.above_mixing).toBeGreaterThan(0.1);
});

it('goes by whether answers agree, and pays for each of them', async () => {
  const { policies, policy } = await routed({ checks: ['unheard of'], agreement: true });
  expect(policy.cascade?.escalate).toEqual({ on: 'agreement', calls: 3, below: 1 });
  const cascade = policies.find(({ kind, hypothetical }) => kind === 'cascade' && !hypothetical);
  expect(cascade?.quality).toBe(1);
  expect(cascade?.share['cheap']).toBeCloseTo(3, 9);
});

it('prefers the cheaper of two signals, and tells of both', async () => {
  const { policies, policy } = await routed({ checks: ['valid'], agreement: true });
  expect(policy.cascade?.escalate.on).toBe('check');
  expect(policies.filter(({ kind, hypothetical }) => kind === 'cascade' && !hypothetical)).toHaveLength(2);
});

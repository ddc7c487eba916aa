import { expect, it } from 'vitest';
import type { Plan } from '../contract/plan.ts';
import { orderCalls } from './order-calls.ts';
import { casesInOrder, raceOrder, raceUnits } from './race-order.ts';

const cases = Array.from({ length: 12 }, (_, index) => ({
  id: `c${index}`,
  index,
  ...(index < 4 ? { cluster: 'doc' } : {}),
})) as Plan['suite']['cases'];
const suite = { cases, repeats: 3, warmup: 2, seed: 7 };
const calls = orderCalls(suite).map((call) => ({ ...call, targetIndex: 0 }));
const plan = { suite, lanes: [{ target: {}, calls }] } as unknown as Plan;

it('keeps every call, warm-up first, and the units whole', () => {
  const ordered = raceOrder(plan).lanes[0]?.calls ?? [];
  expect(new Set(ordered)).toEqual(new Set(calls));
  expect(ordered.slice(0, 2).every(({ isWarmup }) => isWarmup)).toBe(true);
  const units = raceUnits(cases, casesInOrder(calls));
  const places = ordered.slice(2).map(({ caseIndex }) => units.get(caseIndex) as number);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(new Set(places).size).toBe(9);
});

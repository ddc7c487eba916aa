import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../base/id.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { testServer } from '../../../test/made-up/test-server.ts';
import { comparisonSchema } from '../../contract/comparison.ts';

let server: Awaited<ReturnType<typeof testServer>>;
const before = madeUp({ runId: newId(), targets: 2, cases: 20, repeats: 2, startedAtMs: Date.now() - 1e7 });
beforeAll(async () => {
  server = await testServer();
  await server.store.putRun(before.run, before.cases);
  await server.store.insert(before.batch);
});
afterAll(() => server.close());

async function compare(...what: string[]) {
  const query = new URLSearchParams(what.map((word) => ['what', word]));
  const answer = await server.ask(`/api/compare?${query}`);
  expect(answer.status).toBe(200);
  return comparisonSchema.parse(await answer.json());
}

it('compares all targets of the latest run', async () => {
  const { targets, pairs, same_suite } = await compare();
  expect(targets.map(({ label }) => label)).toEqual(['model 0', 'model 1', 'model 2']);
  expect(pairs.map(({ first, second, shared_cases }) => [first, second, shared_cases])).toEqual([
    [0, 1, 30],
    [0, 2, 30],
    [1, 2, 30],
  ]);
  expect(same_suite).toBe(true);
});

it('compares two targets, in the order they are named', async () => {
  const { targets, pairs } = await compare('model 2', 'target-0');
  expect(pairs.map(({ first, second }) => [targets[first]?.label, targets[second]?.label])).toEqual([
    ['model 2', 'model 0'],
  ]);
  const [{ first_ahead = 0, second_ahead = 0, level = 0 } = {}] = pairs.map((pair) => pair.cases);
  expect(first_ahead + second_ahead + level).toBe(pairs[0]?.metrics[0]?.n);
});

it('compares two runs target by target, on the cases they share', async () => {
  const { targets, pairs } = await compare(server.run.run_id, before.run.run_id);
  expect(pairs.map(({ first, second }) => [targets[first]?.id, targets[second]?.id])).toEqual([
    ['target-0', 'target-0'],
    ['target-1', 'target-1'],
  ]);
  // of what it is in the run named last against what it was
  expect(targets[pairs[0]?.first as number]?.run_id).toBe(before.run.run_id);
  expect(pairs[0]?.shared_cases).toBe(20);
});

it('compares with a baseline, also of another run', async () => {
  const answer = await server.ask(`/api/compare?baseline=model%201@${before.run.run_id}&margin=5`);
  const { targets, pairs } = comparisonSchema.parse(await answer.json());
  expect(pairs).toHaveLength(3);
  for (const { second } of pairs) expect(targets[second]?.run_id).toBe(before.run.run_id);
  expect(pairs[0]?.metrics[0]?.margin).toBe(0.05);
});

it.each([
  ['what=modle%201', 'Did you mean \\"model 1\\"'],
  ['what=model%201', 'one target'],
  ['margin=many', 'many'],
])('says what is wrong with %s', async (query, part) => {
  const answer = await server.ask(`/api/compare?${query}`);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(await answer.json())).toContain(part);
});

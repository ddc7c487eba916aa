import { expect, it } from 'vitest';
import { answerOf, caseOf, specOf } from '../../test/made-up/scored-answer.ts';
import { createScorer } from '../score/create-scorer.ts';
import { scorerKinds } from '../score/kinds.ts';
import { scoreInPool } from './score-in-pool.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const text = `{"reasoning": "${'so '.repeat(5000)}", "answer": 12}`;

it('gives what is given here', async () => {
  const specs = [
    specOf('numeric'),
    specOf('numeric', { field: 'answer' }),
    specOf('contains', { any: ['answer', 'x'] }),
    specOf('json-schema', { schema: { required: ['answer'] } }),
    specOf('exact'),
  ];
  const testCase = caseOf('12', specs);
  const here = await createScorer([testCase]).score(testCase, answerOf(text));
  const there = await createScorer([testCase], { inComputePool: scoreInPool }).score(
    testCase,
    answerOf(text),
  );
  expect(there).toEqual(here);
  expect(here.map(({ value }) => value)).toEqual([1, 1, 1, 1, 0]);
});

it('tells what failed there', async () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const testCase = caseOf(cyclic, [specOf('json-match')]);
  const [score] = await createScorer([testCase], { inComputePool: scoreInPool }).score(
    testCase,
    answerOf(text),
  );
  expect(score).toMatchObject({ value: null, explanation: expect.stringContaining('contains itself') });
});

it('leaves the main thread free while millions of characters are scored', async () => {
  const large = [
    '<'.repeat(3_000_000),
    '{'.repeat(3_000_000),
    '('.repeat(3_000_000),
    '1,000 '.repeat(500_000),
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
  ];
  const types = new Set(['numeric', 'choice', 'contains', 'json-match', 'json-schema', 'xml', 'sql']);
  const specs = scorerKinds
    .filter(({ type }) => types.has(type))
    .map(({ type }) => specOf(type, type === 'json-schema' ? { schema: { pattern: '^(a+)+$' } } : {}));
  const testCase = caseOf('12', specs);
  const scorer = createScorer([testCase], { inComputePool: scoreInPool });
  const before = process.cpuUsage();
  const mine = await cpuMsOf(async () => {
    for (const answer of large) {
      const scores = await scorer.score(testCase, answerOf(answer));
      expect(scores).toHaveLength(specs.length);
    }
  });
  const all = process.cpuUsage(before).user / 1000;
  expect(mine).toBeLessThan(all / 3);
}, 120_000);

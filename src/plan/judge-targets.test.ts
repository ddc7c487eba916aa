import { expect, it } from 'vitest';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { judgesOf, judgeTargets } from './judge-targets.ts';

const spec = (options: Record<string, unknown>, type = 'rubric'): ScorerSpec => ({
  type,
  name: type,
  weight: 1,
  threshold: 1,
  not: false,
  options,
});

it('finds each judge once, with the place it is asked at', () => {
  const shared = spec({ judge: ['openai/gpt-5', 'local/a/b'], baseUrl: 'http://127.0.0.1:1/v1' });
  const cases = [shared, shared, spec({ judge: 'openai/gpt-5' }), spec({}, 'exact')].map(
    (scorer) => ({ scorers: [scorer] }) as Case,
  );
  expect(
    judgeTargets({ cases }).map(({ label, provider, model, baseUrl }) => [label, provider, model, baseUrl]),
  ).toEqual([
    ['openai/gpt-5 (judge)', 'openai', 'gpt-5', 'http://127.0.0.1:1/v1'],
    ['local/a/b (judge)', 'local', 'a/b', 'http://127.0.0.1:1/v1'],
    ['openai/gpt-5 (judge)', 'openai', 'gpt-5', undefined],
  ]);
});

it('asks twice about a pair', () => {
  expect(judgesOf(spec({ judge: 'x/y' }, 'pairwise'))).toEqual([
    { model: 'x/y', baseUrl: undefined, asks: 2 },
  ]);
});

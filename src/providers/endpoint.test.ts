import { expect, it } from 'vitest';
import type { Target } from '../contract/suite.ts';
import { resolveEndpoint } from './endpoint.ts';

const target: Target = {
  id: 't',
  label: 't',
  provider: 'openai',
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
};
const endpointOf = (readers?: string) =>
  resolveEndpoint(target, { OPENAI_API_KEY: 'k', ASSAY_PACKAGE_READERS: readers }, new Map());

it.each([
  [undefined, false],
  ['', false],
  ['groq', false],
  ['openai-responses', false],
  ['openai', true],
  [' groq , openai ,', true],
  ['all', true],
])('with ASSAY_PACKAGE_READERS=%j the package of openai reads its answers: %s', (readers, is) => {
  expect(endpointOf(readers).packageReads).toBe(is);
});

it('refuses a reader of no provider, by its name', () => {
  expect(() => endpointOf('openai, opena')).toThrow(/ASSAY_PACKAGE_READERS names "opena"/);
});

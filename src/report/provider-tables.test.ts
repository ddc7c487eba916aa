import { describe, expect, it } from 'vitest';
import { abilities, type ProviderFacts, type TargetCheck } from '../contract/provider.ts';
import { checksTable } from './checks-table.ts';
import { providersTable } from './providers-table.ts';

const facts: ProviderFacts = {
  id: 'cloudy',
  name: 'Cloudy',
  wire: 'openai-chat',
  package: '@ai-sdk/cloudy',
  installed: true,
  key: { variables: ['CLOUDY_KEY'], set: 'CLOUDY_KEY', optional: false },
  settings: [],
  missing: [],
  base_url: null,
  verified_by: ['scripted answers', 'SDK cloudy'],
  live: false,
};
const options = { color: false, width: 120 };

describe('providersTable', () => {
  it('says what is ready, and what to do where it is not', () => {
    const unset = { ...facts, id: 'gone', installed: false, missing: ['CLOUDY_KEY', 'CLOUDY_REGION'] };
    const [, first, second] = providersTable([facts, unset], options).split('\n');
    expect(first).toMatch(/^cloudy +yes +scripted answers, official SDK/);
    expect(second).toMatch(/^gone +no: npm install @ai-sdk\/cloudy; set CLOUDY_KEY, …/);
  });
  it('says plainly that no live API was called', () => {
    expect(providersTable([facts], options)).toContain('ever run against its live API');
  });
});

const check: TargetCheck = {
  target_id: 'a',
  label: 'cloudy/a',
  provider: 'cloudy',
  model: 'a',
  abilities: Object.fromEntries(abilities.map((ability) => [ability, 'yes'])) as TargetCheck['abilities'],
  ttft_ms: 120,
  e2e_ms: 300,
  response_model: 'a',
  calls: 3,
  cost_nanousd: 1_500_000,
  problem: null,
};

describe('checksTable', () => {
  const failed: TargetCheck = {
    ...check,
    label: 'cloudy/b',
    abilities: { ...check.abilities, answers: 'no', tools: 'unknown' },
    calls: 1,
    cost_nanousd: null,
    problem: { class: null, message: 'no API key for Cloudy', remedy: 'Set CLOUDY_KEY.' },
  };
  it('tells no from unknown, names the problem and the cost', () => {
    const text = checksTable(
      { schema: 'assay.check/1', ok: false, cost_usd: 0.0015, targets: [check, failed] },
      options,
    );
    expect(text).toMatch(/cloudy\/b +yes +yes +NO +yes +yes +n\/a +yes/);
    expect(text).toContain('cloudy/b: no API key for Cloudy. Set CLOUDY_KEY.');
    expect(text).toContain('4 calls were made, for $0.0015; the cost of cloudy/b is not known');
  });
});

import { describe, expect, it } from 'vitest';
import type { Target } from '../contract/suite.ts';
import { publishedFraction, requestedTier, standardTier, tierOf } from './service-tier.ts';

const targetOf = (provider: string, model: string, changes: Partial<Target> = {}): Target => ({
  id: 't',
  label: 't',
  provider,
  model,
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...changes,
});

describe('tierOf', () => {
  it.each([
    ['', standardTier],
    ['default', standardTier],
    ['auto', standardTier],
    ['ON_DEMAND', standardTier],
    ['on-demand', standardTier],
    ['standard_only', standardTier],
    ['SERVICE_TIER_FLEX', 'flex'],
    ['Priority', 'priority'],
    ['fast', 'priority'],
    ['scale', 'scale'],
  ])('%s is %s', (word, tier) => expect(tierOf(word)).toBe(tier));
});

describe('requestedTier', () => {
  const asking = (provider: string, providerOptions: Record<string, Record<string, unknown>>) =>
    requestedTier({ provider, parameters: { providerOptions } });

  it('is what the options of the own provider say, in either spelling', () => {
    expect(asking('openai', { openai: { serviceTier: 'flex' } })).toBe('flex');
    expect(asking('openai', { openai: { service_tier: 'flex' } })).toBe('flex');
    expect(asking('openai-responses', { openai: { serviceTier: 'priority' } })).toBe('priority');
    expect(asking('azure', { openai: { serviceTier: 'priority' } })).toBe('priority');
    expect(asking('bedrock', { amazonBedrock: { serviceTier: 'flex' } })).toBe('flex');
  });

  it('is the standard one without a word, or with one for another provider', () => {
    expect(asking('groq', { openai: { serviceTier: 'flex' } })).toBe(standardTier);
    expect(asking('openai', { openai: { serviceTier: 7 } })).toBe(standardTier);
    expect(requestedTier({ provider: 'openai', parameters: {} })).toBe(standardTier);
  });
});

describe('publishedShare', () => {
  it('is of the model itself and its snapshots, not of one with a longer name', () => {
    const priority = (model: string) => publishedFraction('priority', targetOf('openai', model));
    expect(priority('gpt-5')).toBe(2);
    expect(priority('gpt-5-2025-08-07')).toBe(2);
    expect(priority('gpt-5-mini-2025-08-07')).toBe(1.8);
    expect(priority('gpt-5-nano')).toBeNull();
    expect(priority('gpt-5.5')).toBe(2.5);
    expect(priority('gpt-4.1')).toBe(1.75);
    expect(priority('gpt-4.1-mini')).toBeNull();
  });

  it('is not known of another host, nor of a provider that publishes none', () => {
    expect(
      publishedFraction('flex', targetOf('openai', 'gpt-5', { baseUrl: 'https://proxy.test/v1' })),
    ).toBeNull();
    expect(
      publishedFraction('flex', targetOf('openai', 'gpt-5', { baseUrl: 'https://api.openai.com/v1' })),
    ).toBe(0.5);
    expect(publishedFraction('flex', targetOf('google', 'gemini-2.5-flash'))).toBe(0.5);
    expect(publishedFraction('priority', targetOf('google', 'gemini-2.5-flash'))).toBeNull();
    expect(publishedFraction('priority', targetOf('anthropic', 'claude-haiku-4-5'))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { shippedModels, readSimulatedModels, simulatedTarget, simulatorPrices } from './target.ts';
import { wireNames } from './profile.ts';

describe('the shipped models', () => {
  it('are twelve, four for each wire, with prices and names of their own', () => {
    const models = shippedModels();
    expect(new Set(models.map((model) => model.name)).size).toBe(12);
    for (const wire of wireNames) expect(models.filter((model) => model.wire === wire)).toHaveLength(4);
    expect(Object.keys(simulatorPrices())).toHaveLength(12);
  });

  it('hold one that costs 28 % less than the dearest at the same quality', () => {
    const [dearest, ...others] = shippedModels().sort(
      (a, b) => (b.price?.output ?? 0) - (a.price?.output ?? 0),
    );
    const rival = others.find((model) => model.name === 'quorrel-thrift');
    expect(rival?.profile.accuracy).toBe(dearest?.profile.accuracy);
    expect(rival?.profile.verbosity).toBe(dearest?.profile.verbosity);
    for (const side of ['input', 'output'] as const)
      expect((rival?.price?.[side] as number) / (dearest?.price?.[side] as number)).toBeCloseTo(0.72);
  });
});

describe('simulatedTarget', () => {
  it('says how each wire is reached', () => {
    expect(simulatedTarget('http://127.0.0.1:1/', 'zibbel-nano')).toEqual({
      wire: 'openai-chat',
      protocol: 'openai-compatible',
      baseUrl: 'http://127.0.0.1:1/openai/v1',
    });
    expect(simulatedTarget('http://127.0.0.1:1', 'quorrel-grand').baseUrl).toBe(
      'http://127.0.0.1:1/anthropic/v1',
    );
    expect(simulatedTarget('http://127.0.0.1:1', 'own', [{ name: 'own', wire: 'gemini' }])).toMatchObject({
      protocol: 'google',
      baseUrl: 'http://127.0.0.1:1/google/v1beta',
    });
  });

  it('names the models there are when one is not', () => {
    const error = (() => {
      try {
        return simulatedTarget('http://x', 'zibbel-nan');
      } catch (reason) {
        return reason as { message: string; remedy: string };
      }
    })();
    expect(error).toMatchObject({
      message: expect.stringContaining('"zibbel-nan"'),
      remedy: expect.stringContaining('zibbel-nano'),
    });
  });
});

describe('readSimulatedModels', () => {
  it('says when nobody answers', async () => {
    await expect(readSimulatedModels('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'usage' });
  });
});

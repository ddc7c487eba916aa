import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../contract/suite.ts';
import { checkTarget } from './check-target.ts';
import { simulatedEndpoints } from '../simulator/simulated-endpoints.ts';
import type { SimulatorHandle } from '../simulator/simulator-options.ts';
import { startSimulator } from '../simulator/start.ts';

const target = (model: string, more: Partial<Target> = {}): Target => ({
  id: model,
  label: model,
  provider: 'sim',
  model,
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 2000, retries: 0 },
  ...more,
});
const base = {
  wire: 'openai-chat' as const,
  accuracy: 1,
  ttft: { medianMs: 3, sigma: 0 },
  pace: { tokensPerSecond: 500, jitter: 0 },
};

let simulator: SimulatorHandle;
const check = (given: Target, env: Record<string, string> = {}) =>
  checkTarget(given, { env, simulated: simulatedEndpoints(simulator.url, simulator.models) });

beforeAll(async () => {
  simulator = await startSimulator({
    profiles: [
      { ...base, name: 'able' },
      { ...base, name: 'down', faults: { server_error: 1 } },
      { ...base, name: 'busy', faults: { rate_limit: 1 } },
    ],
    knowledge: [
      {
        prompt: 'Count from 1 to 10, separated by spaces. Nothing else.',
        expected: '1 2 3 4 5 6 7 8 9 10',
        category: '',
        style: 'bare',
      },
      {
        prompt: 'Report the number 7 with the tool.',
        expected: { name: 'report_number', arguments: { number: 7 } },
        category: '',
        style: 'tool',
      },
      {
        prompt: 'Answer with this JSON object and nothing else: {"ok": true}',
        expected: { ok: true },
        category: '',
        style: 'json',
      },
    ],
  });
});
afterAll(() => simulator.close());

describe('checkTarget', () => {
  it('finds what a target can do with three calls', async () => {
    const { check: found, results } = await check(target('able'));
    expect(found.problem).toBeNull();
    expect(found.abilities).toEqual({
      key: 'yes',
      model: 'yes',
      answers: 'yes',
      streams: 'yes',
      usage: 'yes',
      tools: 'yes',
      json: 'yes',
    });
    expect(found).toMatchObject({ calls: 3, response_model: 'able' });
    expect(found.ttft_ms).toBeGreaterThan(2);
    expect(found.e2e_ms).toBeGreaterThanOrEqual(found.ttft_ms as number);
    expect(results).toHaveLength(3);
  });

  it('does not take an outage for a missing ability, nor asks on after it', async () => {
    const { check: found } = await check(target('down'));
    expect(found).toMatchObject({ calls: 1, problem: { class: 'http_5xx' } });
    expect(found.abilities).toMatchObject({
      key: 'unknown',
      model: 'unknown',
      answers: 'no',
      tools: 'unknown',
    });
    expect((await check(target('busy'))).check.abilities).toMatchObject({ key: 'yes', answers: 'no' });
  });

  it('says what is missing without a call', async () => {
    const { check: found, results } = await check(target('m', { provider: 'mistral' }));
    expect(found.abilities.key).toBe('no');
    expect(found.problem?.remedy).toContain('MISTRAL_API_KEY');
    expect(results).toEqual([]);
    const unknown = await check(target('m', { provider: 'plugin:not-installed-here' }));
    expect(unknown.check.problem?.remedy).toContain('npm install not-installed-here');
  });

  it('finds nobody at home, and never says the key', async () => {
    const away = target('m', { provider: 'openai', baseUrl: 'http://127.0.0.1:9/v1' });
    const { check: found } = await check(away, { OPENAI_API_KEY: 'sk-canary-key' });
    expect(found).toMatchObject({
      problem: { class: 'connect' },
      abilities: { key: 'unknown', answers: 'no' },
    });
    expect(JSON.stringify(found)).not.toContain('canary');
  });
});

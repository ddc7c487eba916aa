import { describe, expect, it } from 'vitest';
import { loadYaml, problemsOf } from '../../test/suite-folder.ts';
import { keyVariables } from '../providers/key-variable.ts';

const head = 'name: n\ncases: [{input: hi}]\n';
const targets = 'targets: [openai/gpt-5-mini, {model: openai/gpt-5, apiKeyEnv: TEAM_KEY}]\n';
const problems = (limits: string, options = {}) =>
  problemsOf({ 's.yaml': `${head}${targets}limits: ${limits}\n` }, { keysOf: keyVariables, ...options });

describe('limits of a suite', () => {
  it('are defaults of its targets, and what they share', async () => {
    const suite = await loadYaml(
      `${head}targets: [openai/a, {model: openai/b, limits: {requestsPerMinute: 30, timeBudgetSeconds: 60}}]
limits:
  requestsPerMinute: 300
  reserveShare: 0.2
  maxErrorShare: 1
  providers: { openai: { concurrency: 9 } }
  keys: { OPENAI_API_KEY: { tokensPerMinute: 1000 } }
  quietHours: { from: '22:00', to: '06:00', timeZone: UTC }
`,
      { keysOf: keyVariables },
    );
    const common = {
      concurrency: 4,
      maxConcurrency: 32,
      timeoutMs: 120_000,
      retries: 2,
      reserveShare: 0.2,
      maxErrorShare: 1,
    };
    expect(suite.targets.map(({ limits }) => limits)).toEqual([
      { ...common, requestsPerMinute: 300 },
      { ...common, requestsPerMinute: 30, timeBudgetMs: 60_000 },
    ]);
    expect(suite.shared).toEqual({
      providers: { openai: { concurrency: 9 } },
      keys: { OPENAI_API_KEY: { tokensPerMinute: 1000 } },
      quietHours: [{ from: '22:00', to: '06:00', timeZone: 'UTC' }],
      duringQuietHours: 'wait',
    });
  });

  it('are absent when nothing is said, and a number of calls at once is taken as it is', async () => {
    const suite = await loadYaml(`${head}targets: [openai/a]\nlimits: { concurrency: 8 }\n`);
    expect(suite.shared).toBeUndefined();
    expect(suite.targets[0]?.limits).toEqual({ concurrency: 8, timeoutMs: 120_000, retries: 2 });
  });

  it('name providers and keys that targets have', async () => {
    expect(await problems('{providers: {opnai: {concurrency: 2}}}')).toEqual([
      's.yaml:4:22 `limits.providers` has "opnai", which no target uses. | one of openai | Did you mean "openai"?',
    ]);
    expect(await problems('{keys: {TEAM_KEYS: {concurrency: 2}}}')).toEqual([
      's.yaml:4:17 `limits.keys` has "TEAM_KEYS", which no target uses. | one of OPENAI_API_KEY, TEAM_KEY | Did you mean "TEAM_KEY"?',
    ]);
    expect(await problems('{providers: {openai: {requestPerMinute: 2}}}')).toEqual([
      expect.stringContaining('Did you mean "requestsPerMinute"?'),
    ]);
  });

  it('of a provider that the command line left out are no mistake', async () => {
    const text = `${head}${targets}limits: {providers: {openai: {concurrency: 2}}}\n`;
    await expect(loadYaml(text, { targets: ['xai/grok'] })).resolves.toBeDefined();
  });

  it.each([
    ["{quietHours: {from: '9:00', to: '18:00', timeZone: UTC}}", '9:00'],
    ["{quietHours: {from: '09:00', to: '09:00', timeZone: UTC}}", 'nothing or the whole day'],
    ["{quietHours: {from: '09:00', to: '18:00', timeZone: Europe/Berln}}", 'Europe/Berlin'],
    ['{requestsPerMinute: 0}', 'requestsPerMinute'],
    ['{reserveShare: 1}', 'reserveShare'],
    ['{timeoutSeconds: 86401}', 'timeoutSeconds'],
  ])('%s is a problem', async (limits, said) => {
    const found = await problems(limits);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });
});

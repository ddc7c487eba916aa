import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../contract/errors.ts';
import type { Prompt, TargetEntry } from '../contract/suite.ts';
import { resolveBaseline } from './resolve-baseline.ts';
import { resolveTargets, type TargetDefaults } from './resolve-targets.ts';
import { fileSource, within } from './source.ts';

const prompt = (id: string): Prompt => ({ id, messages: [{ role: 'user', content: `${id} {{input}}` }] });
function resolve(entries: TargetEntry[], more: Partial<TargetDefaults> = {}) {
  const problems: Problem[] = [];
  const found = resolveTargets(
    entries.map((value, i) => ({ value, source: within(fileSource('s.ts'), 'targets', i) })),
    { prompts: [prompt('p')], parameters: {}, limits: {}, ...more },
    (problem) => void problems.push(problem),
  );
  return { targets: found.map(({ target }) => target), problems };
}
const one = (entry: TargetEntry, more?: Partial<TargetDefaults>) => {
  const [target] = resolve([entry], more).targets;
  if (!target) throw new Error('no target');
  return target;
};

describe('limits', () => {
  it.each([
    [{}, {}, { concurrency: 4, maxConcurrency: 32, timeoutMs: 120_000, retries: 2 }],
    [{ concurrency: 2 }, {}, { concurrency: 2, timeoutMs: 120_000, retries: 2 }],
    [{ concurrency: 2, retries: 5 }, { concurrency: 9 }, { concurrency: 9, timeoutMs: 120_000, retries: 5 }],
    [
      { timeoutSeconds: 1.5 },
      { timeBudgetSeconds: 60, retries: 0 },
      { concurrency: 4, maxConcurrency: 32, timeoutMs: 1500, retries: 0, timeBudgetMs: 60_000 },
    ],
    [
      { requestsPerMinute: 10 },
      { tokensPerMinute: 5 },
      {
        concurrency: 4,
        maxConcurrency: 32,
        timeoutMs: 120_000,
        retries: 2,
        requestsPerMinute: 10,
        tokensPerMinute: 5,
      },
    ],
  ])('%j under %j', (limits, own, expected) => {
    expect(one({ model: 'openai/x', limits: own }, { limits }).limits).toEqual(expected);
  });
});

describe('parameters', () => {
  it('of a target stand over those of the suite, options of a provider one by one', () => {
    const parameters = {
      temperature: 0,
      seed: 1,
      providerOptions: { openai: { a: 1, b: 1 }, google: { c: 1 } },
    };
    const own = { temperature: 1, providerOptions: { openai: { b: 2 }, cohere: { d: 2 } } };
    expect(one({ model: 'openai/x', parameters: own }, { parameters }).parameters).toEqual({
      temperature: 1,
      seed: 1,
      providerOptions: { openai: { a: 1, b: 2 }, google: { c: 1 }, cohere: { d: 2 } },
    });
    expect(one({ model: 'openai/x', parameters: { seed: 2 } }, { parameters }).parameters).toEqual({
      ...parameters,
      seed: 2,
    });
  });
});

describe('the id of a target', () => {
  const base = { model: 'openai/x' };
  const idOf = (entry: object, more?: Partial<TargetDefaults>) => one({ ...base, ...entry }, more).id;

  it.each([
    ['its label', { label: 'L' }],
    ['its price', { price: { input: 1, output: 2 } }],
    ['its price by the hour', { price: { perHour: 2 } }],
    ['the name of its key', { apiKeyEnv: 'KEY' }],
    ['its limits', { limits: { concurrency: 1 } }],
    ['its headers', { headers: { 'x-a': 'b' } }],
  ])('does not come from %s', (_, entry) => expect(idOf(entry)).toBe(idOf({})));

  it.each([
    ['its model', { model: 'openai/y' }],
    ['its provider', { model: 'azure/x' }],
    ['its parameters', { parameters: { temperature: 0 } }],
    ['its address', { baseUrl: 'http://localhost:1' }],
    ['being asked in a batch', { batch: true }],
  ])('comes from %s', (_, entry) => expect(idOf(entry)).not.toBe(idOf({})));

  it('comes from the prompt', () => {
    const ids = resolve([base], { prompts: [prompt('p'), prompt('q')] }).targets.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('is the same in whatever order parameters are written, here or in the suite', () => {
    expect(idOf({ parameters: { seed: 1, topP: 0.5 } })).toBe(idOf({ parameters: { topP: 0.5, seed: 1 } }));
    expect(idOf({ parameters: { seed: 1 } })).toBe(idOf({}, { parameters: { seed: 1 } }));
    expect(idOf({ batch: true })).toBe(idOf({}, { batch: true }));
  });
});

describe('targets', () => {
  it('are every model with every prompt that it names', () => {
    const { targets, problems } = resolve(['openai/x', { model: 'openai/y', prompts: ['q', 'gone'] }], {
      prompts: [prompt('p'), prompt('q')],
    });
    expect(targets.map(({ model, promptId }) => `${model} ${promptId}`)).toEqual(['x p', 'x q', 'y q']);
    expect(problems).toMatchObject([
      { message: 'There is no prompt "gone".', path: 'targets[1].prompts[1]', expected: 'one of p, q' },
    ]);
  });

  it('are asked once: a duplicate is reported with the first', () => {
    const { targets, problems } = resolve(['openai/x', 'openai/y', { model: 'openai/x', label: 'again' }]);
    expect(targets).toHaveLength(2);
    expect(problems).toMatchObject([
      {
        message: '"again" is a duplicate target.',
        path: 'targets[2]',
        expected: expect.stringContaining('targets[0]'),
      },
    ]);
  });

  it('have labels of their own, whatever they are made of', () => {
    const entry = fc.record({
      model: fc.constantFrom('openai/x', 'openai/y', 'azure/x'),
      parameters: fc.record({ seed: fc.nat(3) }, { requiredKeys: [] }),
      batch: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        const { targets } = resolve(entries, { prompts: [prompt('p'), prompt('q')] });
        expect(new Set(targets.map(({ label }) => label)).size).toBe(targets.length);
        expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
      }),
    );
  });

  it('never show a key that stands where the name of its variable belongs', () => {
    const key = 'sk-live-0123456789';
    const { problems } = resolve([{ model: 'openai/x', apiKeyEnv: key }]);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain(key);
    for (const name of ['OPENAI_API_KEY', '_k', 'a1'])
      expect(resolve([{ model: 'openai/x', apiKeyEnv: name }]).problems).toEqual([]);
  });
});

describe('the baseline', () => {
  const { targets } = resolve([
    { model: 'openai/x', label: 'fast' },
    'openai/y',
    { model: 'azure/y', label: 'x' },
  ]);
  function baseline(name: string) {
    const problems: Problem[] = [];
    const id = resolveBaseline(name, targets, fileSource('s.ts'), (problem) => void problems.push(problem));
    return { label: targets.find((target) => target.id === id)?.label, problems };
  }

  it.each([
    ['a label', 'fast', 'fast'],
    ['a label before a model of the same name', 'x', 'x'],
    ['a provider with its model', 'azure/y', 'x'],
    ['a model, where the label is another', 'openai/x', 'fast'],
  ])('is named by %s', (_, name, label) => expect(baseline(name)).toEqual({ label, problems: [] }));

  it('is no name that fits several, or none', () => {
    expect(baseline('y')).toMatchObject({
      label: undefined,
      problems: [
        { message: '`baseline` is "y", which matches 2 targets.', expected: 'one of "openai/y", "x"' },
      ],
    });
    expect(baseline('fsat').problems).toMatchObject([
      { message: '`baseline` is "fsat", which matches no target.', remedy: 'Did you mean "fast"?' },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../contract/errors.ts';
import type { Target, TargetEntry } from '../contract/suite.ts';
import { uniqueLabels, type LocatedTarget } from './label-targets.ts';
import type { Source } from './source.ts';

const source: Source = {
  place: (path) => ({ location: { file: 's.yaml' }, path: path.join('.') }) as never,
  written: () => undefined,
};

let made = 0;
function located(more: Partial<Target> = {}, entry: TargetEntry = 'openai/m'): LocatedTarget {
  const target: Target = {
    id: `t${made++}`,
    label: 'openai/m',
    provider: 'openai',
    model: 'm',
    promptId: 'p',
    parameters: {},
    limits: { concurrency: 1, timeoutMs: 1, retries: 0 },
    ...more,
  };
  return { value: entry, source, target };
}
function labelsOf(...targets: LocatedTarget[]) {
  const problems: Problem[] = [];
  const labels = uniqueLabels(targets, (problem) => void problems.push(problem)).map(
    ({ target }) => target.label,
  );
  return { labels, problems };
}

describe('labels', () => {
  it('that occur once stay as they are', () => {
    expect(labelsOf(located(), located({ label: 'b', promptId: 'q' })).labels).toEqual(['openai/m', 'b']);
  });

  it('that are shared get the prompt', () => {
    const { labels } = labelsOf(
      located({ promptId: 'short' }),
      located({ promptId: 'long' }),
      located({ label: 'x' }),
    );
    expect(labels).toEqual(['openai/m (short)', 'openai/m (long)', 'x']);
  });

  it('get the parameters in which they differ, and only these', () => {
    const { labels } = labelsOf(
      located({ parameters: { temperature: 0, maxOutputTokens: 10 } }),
      located({ parameters: { temperature: 0.7, maxOutputTokens: 10 } }),
      located({ parameters: { maxOutputTokens: 10 } }),
    );
    expect(labels).toEqual([
      'openai/m (temperature=0)',
      'openai/m (temperature=0.7)',
      'openai/m (temperature=default)',
    ]);
  });

  it('get both where the prompt is not enough', () => {
    const { labels } = labelsOf(
      located({ promptId: 'a', parameters: { seed: 1 } }),
      located({ promptId: 'a', parameters: { seed: 2 } }),
      located({ promptId: 'b' }),
    );
    expect(labels).toEqual(['openai/m (a) (seed=1)', 'openai/m (a) (seed=2)', 'openai/m (b)']);
  });

  it('get a number where nothing tells them apart', () => {
    const { labels } = labelsOf(located({ baseUrl: 'http://a' }), located({ baseUrl: 'http://b' }));
    expect(labels).toEqual(['openai/m (1)', 'openai/m (2)']);
  });

  it('given twice by hand are a mistake, and one entry with several prompts is none', () => {
    const entry = { model: 'openai/m', label: 'mine' };
    const again = { model: 'openai/n', label: 'mine' };
    const twice = labelsOf(located({ label: 'mine' }, entry), located({ label: 'mine' }, again));
    expect(twice.problems).toMatchObject([{ message: 'Two targets have the label "mine".', path: 'label' }]);
    const once = labelsOf(
      located({ label: 'mine', promptId: 'a' }, entry),
      located({ label: 'mine', promptId: 'b' }, entry),
    );
    expect(once).toEqual({ labels: ['mine (a)', 'mine (b)'], problems: [] });
  });

  it('occur once, in the order of the targets', () => {
    const target = fc.record({
      label: fc.constantFrom('a', 'b', 'a (p)', 'a (1)'),
      promptId: fc.constantFrom('p', 'q'),
      parameters: fc.constantFrom<Target['parameters']>({}, { seed: 1 }, { temperature: 0 }),
    });
    fc.assert(
      fc.property(fc.array(target, { maxLength: 8 }), (targets) => {
        const given = targets.map((each) => located(each));
        const found = uniqueLabels(given, () => {});
        expect(found.map(({ target: { id } }) => id)).toEqual(given.map(({ target: { id } }) => id));
        const labels = found.map(({ target: { label } }) => label);
        expect(new Set(labels).size, labels.join(' | ')).toBe(labels.length);
      }),
      { numRuns: 500 },
    );
  });
});

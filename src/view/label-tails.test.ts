import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutLabels, fitLabels } from './label-tails.ts';

it('leaves short names whole', () => {
  expect(cutLabels(['sim/nano', 'openai/gpt'])).toEqual([
    { head: 'sim/nano', tail: '' },
    { head: 'openai/gpt', tail: '' },
  ]);
});

it('cuts names of about the same length alike', () => {
  const names = ['sim/mondreb-max', 'sim/mondreb-flow', 'sim/mondreb-ponder'];
  expect(fitLabels(names, 13)).toEqual(['sim/…dreb-max', 'sim/…reb-flow', 'sim/…b-ponder']);
});

it('keeps the ends, where versions stand', () => {
  const [one, other] = cutLabels([
    'anthropic/claude-sonnet-2026-01-01',
    'anthropic/claude-sonnet-2026-07-02',
  ]);
  expect(one).toEqual({ head: 'anthropic/claude-sonnet-20', tail: '26-01-01' });
  expect(other).toEqual({ head: 'anthropic/claude-sonnet-20', tail: '26-07-02' });
});

it('keeps the middle where the ends are the same', () => {
  const end = 'x'.repeat(40);
  const [first, second] = cutLabels([`provider/model-A-${end}`, `provider/model-B-${end}`]);
  expect(first?.tail).toMatch(/A-x+…$/);
  expect(second?.tail).toMatch(/B-x+…$/);
});

const labels = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^(openai|anthropic)\/[ab]{8,20}-[01]{1,30}$/),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  ),
  { maxLength: 20 },
);

it('is never read as another, though little of the beginning is seen', () => {
  fc.assert(
    fc.property(labels, (names) => {
      const long = cutLabels(names).filter(({ tail }) => tail !== '');
      const seen = long.map(({ head, tail }) => `${[...head].slice(0, 6).join('')}…${tail}`);
      expect(new Set(seen).size).toBe(seen.length);
    }),
  );
});

it('fits a drawing, and loses nothing where there is room', () => {
  expect(fitLabels(['openai/gpt-5.5-mini-2026-01-01', 'a'], 20)).toEqual(['openai/gpt-…26-01-01', 'a']);
  fc.assert(
    fc.property(labels, (names) => {
      for (const [at, text] of fitLabels(names, 60).entries())
        if (!text.includes('…') && !/~\d+$/.test(text)) expect(text).toBe(names[at]);
    }),
  );
});

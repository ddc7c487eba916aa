import { describe, expect, it } from 'vitest';
import { normaliseScorer, normaliseScorers } from './normalise-scorer.ts';

describe('normaliseScorer', () => {
  it('fills in what a bare type leaves out', () => {
    expect(normaliseScorer('exact')).toEqual({
      type: 'exact',
      name: 'exact',
      weight: 1,
      threshold: 1,
      not: false,
      options: {},
    });
  });

  it('keeps what is given, and takes the rest as options of the type', () => {
    const entry = {
      type: 'regex',
      name: 'polite',
      weight: 2,
      threshold: 0,
      not: true,
      pattern: 'please',
      flags: 'i',
    };
    expect(normaliseScorer(entry)).toEqual({
      type: 'regex',
      name: 'polite',
      weight: 2,
      threshold: 0,
      not: true,
      options: { pattern: 'please', flags: 'i' },
    });
  });
});

describe('normaliseScorers', () => {
  const names = (...entries: Parameters<typeof normaliseScorers>[0]) =>
    normaliseScorers(entries).map((s) => s.name);

  it('numbers unnamed scorers of one type', () => {
    expect(names('regex', 'exact', 'regex', { type: 'regex' })).toEqual([
      'regex',
      'exact',
      'regex-2',
      'regex-3',
    ]);
  });

  it('keeps clear of names given by hand, which stay', () => {
    expect(names('regex', { type: 'exact', name: 'regex' }, 'regex')).toEqual([
      'regex-2',
      'regex',
      'regex-3',
    ]);
    expect(names({ type: 'exact', name: 'a' }, { type: 'regex', name: 'a' })).toEqual(['a', 'a']);
  });
});

import { describe, expect, it } from 'vitest';
import { promptEntries, type ReadPrompt } from './prompts.ts';

const labelled = (...labels: (string | null)[]): ReadPrompt[] =>
  labels.map((label, i) => ({ called: [], label, entry: { user: `u${i}` }, names: [] }));
const idsOf = (isNamed: boolean, ...labels: (string | null)[]) =>
  promptEntries(labelled(...labels), isNamed).map((entry) => (typeof entry === 'string' ? entry : entry.id));

describe('ids of prompts', () => {
  it('are their labels, else numbers where there are several or targets name them', () => {
    expect(idsOf(false, null)).toEqual([undefined]);
    expect(idsOf(true, null)).toEqual(['prompt-1']);
    expect(idsOf(false, 'a', null, 'b')).toEqual(['a', 'prompt-2', 'b']);
  });

  it('are different, whatever the labels', () => {
    expect(idsOf(false, 'a', 'a', 'a (2)', 'a')).toEqual(['a', 'a (2)', 'a (2) (2)', 'a (3)']);
    expect(idsOf(false, 'prompt-2', null)).toEqual(['prompt-2', 'prompt (2)']);
  });

  it('stand before what is asked', () => {
    expect(promptEntries(labelled('a'), false)).toEqual([{ id: 'a', user: 'u0' }]);
  });
});

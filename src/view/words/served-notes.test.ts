import { expect, it } from 'vitest';
import { servedNotes } from './served-notes.ts';

it('says nothing where one host and one tier answered, or none is known', () => {
  const one = { label: 'a', served_by: { fireworks: 10 }, service_tiers: { default: 10 } };
  expect(servedNotes([one, { label: 'b', served_by: {}, service_tiers: {} }])).toEqual([]);
});

it('names every host and tier of a mixture with its samples, the largest first', () => {
  const mixed = {
    label: 'openrouter/x',
    served_by: { together: 40, deepinfra: 1200 },
    service_tiers: { priority: 5, default: 5 },
  };
  expect(servedNotes([mixed])).toEqual([
    'openrouter/x: answered by several hosts, deepinfra (1,200), together (40): speed and quality may differ between them',
    'openrouter/x: answered at several service tiers, default (5), priority (5): price and speed differ between them',
  ]);
});

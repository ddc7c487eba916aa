import { expect, it } from 'vitest';
import { servedNotes } from './served-notes.ts';

const none = { served_by: {}, service_tiers: {}, regions: {}, efforts: {} };

it('says nothing where one host, tier, region and effort answered, or none is known', () => {
  const one = {
    label: 'a',
    served_by: { fireworks: 10 },
    service_tiers: { default: 10 },
    regions: { 'eu-west-1': 10 },
    efforts: { low: 10 },
  };
  expect(servedNotes([one, { label: 'b', ...none }])).toEqual([]);
});

it('names each of a mixture with its part of the calls, the largest first', () => {
  const mixed = {
    label: 'openrouter/x',
    served_by: { together: 300, novita: 100, deepinfra: 600 },
    service_tiers: { priority: 5, default: 5 },
    regions: { 'us-east-1': 1, 'eu-west-1': 9999 },
    efforts: { medium: 2, low: 1 },
  };
  const rest = (split: string) => `; its figures are of them all, split by ${split} to see each`;
  expect(servedNotes([mixed])).toEqual([
    `served by 3 hosts: openrouter/x (deepinfra 60 %, together 30 %, novita 10 %)${rest('host')}`,
    `served at 2 service tiers: openrouter/x (default 50 %, priority 50 %)${rest('tier')}`,
    `called from 2 regions: openrouter/x (eu-west-1 >99.9 %, us-east-1 0.01 %)${rest('region')}`,
    `served at 2 reasoning efforts: openrouter/x (medium 66.7 %, low 33.3 %)${rest('effort')}`,
  ]);
});

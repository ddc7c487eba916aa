import { expect, it } from 'vitest';
import { projectLabel, regionLabel } from './run-labels.ts';

it('reads labels from the environment, without spaces around them', () => {
  const env = { ASSAY_PROJECT: ' support bot ', ASSAY_REGION: 'eu-west' };
  expect([projectLabel(env), regionLabel(env)]).toEqual(['support bot', 'eu-west']);
});

it('has none where nothing is set', () => {
  for (const text of [undefined, '', '  ']) {
    expect(projectLabel({ ASSAY_PROJECT: text })).toBeUndefined();
    expect(regionLabel({ ASSAY_REGION: text })).toBeUndefined();
  }
});

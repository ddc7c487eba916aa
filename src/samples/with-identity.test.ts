import { expect, it } from 'vitest';
import { runOf, sampleOf } from '../../test/made-up/board-rows.ts';
import type { Sample } from '../contract/sample.ts';
import { targetKey } from '../contract/target-key.ts';
import { withIdentity } from './with-identity.ts';

const run = runOf(['a', 'b'], { project: 'bot', source: 'imported' });

it('leaves a sample that knows all as it is', () => {
  const sample = sampleOf('a', 0, { project: 'own', source: 'production', target_key: 'key', region: 'eu' });
  expect(withIdentity(run)(sample)).toEqual(sample);
});

it('completes a sample of an older version from its run', () => {
  const older = sampleOf('b', 0) as Partial<Sample>;
  for (const name of ['project', 'source', 'target_key', 'region', 'reasoning_requested'] as const)
    delete older[name];
  expect(withIdentity(run)({ ...older, reasoning_effective: null } as unknown as Sample)).toEqual(
    sampleOf('b', 0, {
      project: 'bot',
      source: 'imported',
      target_key: targetKey(run.targets[1] as (typeof run.targets)[number]),
    }),
  );
});

import { expect, it } from 'vitest';
import { pairAgreement } from './pair-agreement.ts';

const values = new Map([
  ['good', 0.9],
  ['fair', 0.6],
  ['also fair', 0.6],
  ['bad', 0.1],
]);
const label = (sample_id: string, other_sample_id: string | null, value: number | null) => ({
  sample_id,
  other_sample_id,
  value,
});

it('counts where the values prefer what people prefer, whichever was shown first', () => {
  const found = pairAgreement(values, [
    label('good', 'bad', 1),
    label('bad', 'good', 0),
    label('fair', 'also fair', 1),
    label('bad', 'fair', 1),
  ]);
  expect(found).toMatchObject({ n: 4, same: 2, level: 1, other: 1, share: 0.5 });
});

it('leaves out what tells nothing: neither, taken back, not judged, single answers', () => {
  expect(
    pairAgreement(values, [
      label('good', 'bad', 0.5),
      label('good', 'bad', null),
      label('good', 'unknown', 1),
      label('good', null, 1),
    ]),
  ).toBeNull();
});

import { expect, it } from 'vitest';
import { importText } from './import-text.ts';

const imported = { run_id: '01900000-0000-7000-8000-000000000000', samples: 6, targets: 2, cases: 3 };
const findings = {
  mapped: { target: 'model', score: 'score' },
  ignored: ['odd'],
  unknown: { e2e_ms: 4 },
  dropped: 1,
  without_answer: 2,
  notes: ['times without a zone are read as UTC (3 rows)'],
};

it('says what was taken, ignored, not known and left out', () => {
  expect(importText('f.csv', { ...imported, ...findings }).split('\n')).toEqual([
    'f.csv: 6 calls of 2 targets on 3 cases',
    '  taken: target from model, score',
    '  ignored columns: odd',
    '  not known in so many rows: e2e_ms 4',
    '  1 row left out: another row of the same call was kept',
    '  2 calls without an answer: counted as failed',
    '  times without a zone are read as UTC (3 rows)',
    'See it: `assay show 01900000-0000`',
  ]);
  expect(importText('f.csv', imported).split('\n')).toHaveLength(2);
});

import { expect, it } from 'vitest';
import { exampleRun, exampleSummary, exampleTargetSummary } from '../../test/example-summary.ts';
import { retryNote } from './retry-note.ts';

it('names the option and the commonest reason', () => {
  const bad = exampleTargetSummary('bad', {
    outcomes: { ok: 3, error: 12, truncated: 1 },
    error_classes: { auth: 11, dns: 1 },
  });
  expect(retryNote(exampleSummary([exampleTargetSummary('good'), bad]), 'assay run s.yaml')).toBe(
    '12 calls got no answer. Most often: auth (11), the key is not accepted; check the variable it is read from. Once that is put right, `assay run s.yaml --retry-errors` asks them again, and nothing else.',
  );
});

it('says nothing where nothing was lost, and of load, which is never tried again', () => {
  const stopped = exampleTargetSummary('a', { outcomes: { ok: 1, cancelled: 3 }, error_classes: {} });
  expect(retryNote(exampleSummary([exampleTargetSummary('good'), stopped]), 'x')).toBeNull();
  const bad = exampleTargetSummary('bad', { outcomes: { timeout: 2 } });
  const load = { shape: 'poisson', options: {}, phases: [] };
  expect(retryNote({ ...exampleSummary([bad]), run: exampleRun([bad.target], { load }) }, 'x')).toBeNull();
});

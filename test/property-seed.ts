import fc from 'fast-check';

/**
 * Property tests draw the same examples on every machine, so that a red build is about the change in it.
 * `ASSAY_TEST_SEED=random` draws others at each run, `ASSAY_TEST_SEED=N` those of a failure that was printed.
 */
const asked = process.env.ASSAY_TEST_SEED ?? '20261124';
if (asked !== 'random') {
  const seed = Number(asked);
  if (!Number.isSafeInteger(seed)) {
    throw new Error(`ASSAY_TEST_SEED is "${asked}"; expected a whole number or "random"`);
  }
  fc.configureGlobal({ seed });
}

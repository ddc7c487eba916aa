import { AssayError } from '../../contract/errors.ts';
import type { Suite } from '../../contract/suite.ts';

/** The suite itself; throws `usage` when there is nobody to ask. */
export function requireTargets(suite: Suite): Suite {
  if (suite.targets.length > 0) return suite;
  throw new AssayError('usage', `the suite "${suite.name}" names no targets`, {
    remedy: 'Add targets to the suite, or name models: -t provider/model',
  });
}

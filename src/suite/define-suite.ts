import type { SuiteFile } from '../contract/suite.ts';

/** Gives the suite back as it is; it is there for the types, so that an editor completes a suite written in TypeScript. */
export function defineSuite(suite: SuiteFile): SuiteFile {
  return suite;
}

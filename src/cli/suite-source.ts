import type { SuiteSource } from '../app/suite/suite-source.ts';

const saved = 'saved:';

/** What stands for a suite at the command line: a path, or `saved:` and a name. */
export const suiteSource = (written: string): SuiteSource =>
  written.startsWith(saved) ? { saved: written.slice(saved.length) } : { file: written };

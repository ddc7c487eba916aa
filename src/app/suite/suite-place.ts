import type { AppContext } from '../context.ts';

/** What a source is read with. */
export type SuitePlace = Pick<AppContext, 'cwd' | 'dataDir' | 'control' | 'notify' | 'filesWithin'>;

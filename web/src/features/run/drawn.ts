import type { RunSummary } from '../../../../src/contract/analysis.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';

/** What every chart of the page is drawn from. */
export interface Drawn {
  summary: RunSummary;
  hidden: ReadonlySet<string>;
  looks: Map<string, TargetLook>;
}

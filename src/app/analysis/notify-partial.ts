import type { SharedCut } from '../../contract/analysis.ts';
import { sharedNote } from '../../view/words/shared-note.ts';
import type { AppContext } from '../context.ts';

/** Of a run that stopped early: that its figures are of the samples that all targets have. */
export function notifyPartial(
  { notify }: Pick<AppContext, 'notify'>,
  shared: SharedCut | null | undefined,
): void {
  for (const message of sharedNote(shared)) notify({ code: 'partial-run', message });
}

import type { RunSummary } from '../../contract/analysis.ts';
import { formatCount } from '../format.ts';
import { metrics } from '../metrics/metrics.ts';

/** More than this of a target's answers truncated: its figures are of the limit rather than of the model. */
const maxShare = 0.05;
const maxNamed = 3;

/** `null`: no target is so often cut at its token limit. */
export function truncationWarning({ targets }: Pick<RunSummary, 'targets'>): string | null {
  const labels = targets
    .filter((summary) => (metrics.truncated.read(summary).value ?? 0) > maxShare)
    .map(({ target }) => target.label);
  if (labels.length === 0) return null;
  const more = labels.length > maxNamed ? ` and ${formatCount(labels.length - maxNamed)} more` : '';
  return `More than 5 % of the answers of ${labels.slice(0, maxNamed).join(', ')}${more} are truncated at the token limit, which lowers their quality, cost and latency. Raise maxOutputTokens and run again.`;
}

import type { Recommendation } from '../../contract/recommendation.ts';
import { formatCount, formatSetting, percentText } from '../format.ts';
import { amongWhom } from './recommendation-words.ts';
import { refusals } from './requirement-words.ts';

/** The recommendation in one sentence with how sure it is; or why there is none yet. */
export function decisionSentence(answer: Recommendation, more: string): string {
  const { candidates, pick, requirements, saving, holds, clusters } = answer;
  const labelOf = (id: string | null) => candidates.find(({ target_id }) => target_id === id)?.label ?? '?';
  if (pick === null) {
    const open = candidates.filter(({ checks }) => checks.some(({ status }) => status === 'undecided'));
    const [first] = refusals(answer);
    const why =
      open.length > 0
        ? `${formatCount(clusters)} independent cases are too few to show that ${open.length === 1 ? labelOf(open[0]?.target_id ?? null) : `any of ${open.length} targets`} is within ${formatSetting(requirements.margin)} points of ${requirements.baseline_is_best ? 'the best' : labelOf(requirements.baseline_id)}; more cases may decide it`
        : `no target meets all requirements${first ? `, e.g. ${labelOf(first.target_id)}: ${first.text}` : ''}`;
    return `No recommendation yet: ${why}. Details: \`${more}\`.`;
  }
  const sure =
    holds === null || requirements.scope === 'suite'
      ? ''
      : `; picked in ${percentText(holds, 0)} of bootstrap resamples`;
  if (pick === requirements.baseline_id) {
    const open = candidates.filter(
      ({ target_id, checks }) => target_id !== pick && checks.some(({ status }) => status === 'undecided'),
    );
    const others =
      open.length > 0
        ? `no other target is shown to be good enough, and with more cases ${open.length === 1 ? labelOf(open[0]?.target_id ?? null) : `${open.length} of them`} may be`
        : 'it is the cheapest that meets all requirements';
    const name = requirements.baseline_is_best
      ? `best in quality${amongWhom(answer) || ' found'}`
      : 'baseline';
    return `Recommendation: use ${labelOf(pick)}, the ${name}: ${others}${sure}. Details: \`${more}\`.`;
  }
  const chosen = candidates.find(({ target_id }) => target_id === pick);
  const against = requirements.baseline_is_best ? 'the best' : labelOf(requirements.baseline_id);
  const level = chosen?.difference
    ? ` (one-sided ${percentText(chosen.difference.level, 0)} confidence)`
    : '';
  const cost =
    saving && saving.value > 0
      ? `, ${percentText(saving.value)} cheaper than ${labelOf(requirements.baseline_id)}`
      : '';
  return `Recommendation: use ${labelOf(pick)}: quality shown to be within ${formatSetting(requirements.margin)} points of ${against}${level}${cost}${sure}. Details: \`${more}\`.`;
}

import type { Recommendation } from '../../contract/recommendation.ts';
import { formatCount, formatSetting } from '../format.ts';
import { adviceText, savingText, sureness } from './recommendation-words.ts';
import { refusals } from './requirement-words.ts';

/** The recommendation in the words of its paragraph, with the saving and how sure it is; or why there is none yet. */
export function decisionSentence(answer: Recommendation, more: string): string {
  const { candidates, pick, requirements, clusters } = answer;
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
  return [adviceText(answer), savingText(answer), sureness(answer), `Details: \`${more}\`.`]
    .filter(Boolean)
    .join(' ');
}

/** Requirements of a choice: which a target misses, and by how much. */
import type { Candidate, Check, CheckName, CheckStatus } from '../../contract/recommendation.ts';
import { formatPoints, formatSetting, msText, percentText, unknown, usdText } from '../format.ts';

export const checkNames: Record<CheckName, string> = {
  coverage: 'coverage of the suite',
  known_cost: 'known cost',
  error_rate: 'error rate',
  truncated: 'truncated answers',
  margin: 'quality against the baseline',
  quality_floor: 'minimum quality',
  p95: 'p95',
  per_1k: 'cost per 1,000 calls',
  monthly: 'monthly budget',
  context: 'context length',
  abilities: 'abilities',
};

export const statusWords: Record<CheckStatus, string> = {
  met: 'met',
  missed: 'not met',
  undecided: 'inconclusive',
  unknown: 'unknown',
};

type Measured = Exclude<CheckName, 'known_cost' | 'margin' | 'quality_floor' | 'context' | 'abilities'>;

/** What is said of one that is missed. */
const missed: Record<Measured, string> = {
  coverage: 'coverage too low',
  error_rate: 'error rate too high',
  truncated: 'too many answers truncated',
  p95: 'p95 too high',
  per_1k: 'cost per 1,000 calls too high',
  monthly: 'over the monthly budget',
};

const percentSetting = (fraction: number) => `${formatSetting(fraction)} %`;

/** A value and its limit in the unit of the check. */
const written: Record<Measured, [value: (of: number) => string, limit: (of: number) => string]> = {
  coverage: [percentText, percentSetting],
  error_rate: [percentText, percentSetting],
  truncated: [percentText, percentSetting],
  p95: [msText, msText],
  per_1k: [usdText, usdText],
  monthly: [usdText, usdText],
};

const isMeasured = (name: CheckName): name is Measured => name in written;

/** A claim about quality with the bound that decides it: what it is at least, or at most where it is missed. */
function qualityWords({ name, status, value, limit, bounds }: Check): string {
  if (value === null || limit === null || !bounds) return unknown;
  const isMargin = name === 'margin';
  const show = isMargin ? formatPoints : percentText;
  const bound = status === 'missed' ? `at most ${show(bounds.high)}` : `at least ${show(bounds.low)}`;
  const figures = `(${show(value)}, ${bound})`;
  if (!isMargin) {
    const floor = percentSetting(limit);
    return status === 'missed'
      ? `quality below ${floor} ${figures}`
      : `quality not shown to be ${floor} or more ${figures}`;
  }
  const margin = `${formatSetting(Math.abs(limit))} points`;
  if (status === 'missed') return `quality more than ${margin} below ${figures}`;
  return bounds.high < 0
    ? `quality below, perhaps by more than ${margin} ${figures}`
    : `quality not shown to be within ${margin} ${figures}`;
}

/** `p95 too high (5,210 ms, limit 4,000 ms)`. */
export function checkText(check: Check): string {
  const { name, status, value, limit, note } = check;
  if (check.bounds && status !== 'met') return qualityWords(check);
  if (name === 'known_cost' && status !== 'met') return 'cost unknown';
  const head =
    status === 'missed' && isMeasured(name) ? missed[name] : `${checkNames[name]} ${statusWords[status]}`;
  if (limit === null || value === null || !isMeasured(name))
    return note === null ? head : `${head} (${note})`;
  const [valueText, limitText] = written[name];
  return `${head} (${valueText(value)}, ${name === 'coverage' ? 'minimum' : 'limit'} ${limitText(limit)})`;
}

/** For each target that cannot be chosen: which requirements it does not meet. */
export function refusals({ candidates }: { candidates: readonly Candidate[] }): {
  target_id: string;
  text: string;
}[] {
  return candidates
    .filter(({ feasible }) => !feasible)
    .map(({ target_id, checks }) => ({
      target_id,
      text: checks
        .filter(({ status }) => status !== 'met')
        .map(checkText)
        .join('; '),
    }));
}

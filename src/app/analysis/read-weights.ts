import { nearSpelling } from '../../base/near-spelling.ts';
import { AssayError } from '../../contract/errors.ts';
import { criteria, type Weights } from '../../analyze/rank/rank-table.ts';

/** `quality=3,cost=1`; `null` when not given. Throws `usage` with the offending part. */
export function readWeights(text: string | undefined): Weights | null {
  if (text === undefined) return null;
  const weights: Weights = {};
  for (const part of text.split(',')) {
    const [name = '', value = '', ...rest] = part.split('=').map((word) => word.trim());
    const criterion = criteria.find((one) => one === name);
    const near = nearSpelling(name, criteria);
    if (!criterion || value === '' || rest.length > 0 || !(Number(value) >= 0))
      throw new AssayError('usage', `the weight "${part}" is not understood`, {
        remedy: `${near && !criterion ? `Did you mean "${near}"? ` : ''}Expected name=number with ${criteria.join(', ')}, e.g. quality=3,cost=1.`,
      });
    weights[criterion] = Number(value);
  }
  if (Object.values(weights).some((weight) => weight > 0)) return weights;
  throw new AssayError('usage', `the weights "${text}" are all 0`, { remedy: 'Give one above 0.' });
}

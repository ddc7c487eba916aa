import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({ maxUsd: z.number({ error: 'US dollars' }).nonnegative() });

/** An unknown cost cannot be judged; it is not free. */
export const cost: ScorerKind = {
  type: 'cost',
  summary: 'the call costs at most `maxUsd`',
  prepare(given) {
    const { maxUsd } = parseOptions('cost', options, given);
    return (_answer, _case, context) => {
      const nano = context?.measurement?.cost_nanousd ?? null;
      if (nano === null) return { value: null, explanation: 'The cost of this call is unknown.' };
      const usd = nano / 1e9;
      return {
        value: usd <= maxUsd ? 1 : 0,
        label: `$${usd}`,
        ...(usd > maxUsd && { explanation: `The call cost $${usd}, more than $${maxUsd}.` }),
      };
    };
  },
};

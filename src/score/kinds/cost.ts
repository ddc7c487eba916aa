import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({ maxUsd: z.number({ error: 'US dollars' }).nonnegative() });

/** An unknown cost cannot be judged; it is not free. */
export const cost: ScorerKind = {
  type: 'cost',
  summary: 'the call costs at most so much',
  prepare(given) {
    const { maxUsd } = parseOptions('cost', options, given);
    return (_answer, _case, context) => {
      const nano = context?.measurement?.cost_nanousd ?? null;
      if (nano === null) return { value: null, explanation: 'The cost of this call is not known.' };
      const usd = nano / 1e9;
      return {
        value: usd <= maxUsd ? 1 : 0,
        label: `$${usd}`,
        ...(usd > maxUsd && { explanation: `The call cost $${usd}; at most $${maxUsd} was wanted.` }),
      };
    };
  },
};

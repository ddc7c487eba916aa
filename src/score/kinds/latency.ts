import { z } from 'zod';
import { latencyMetrics } from '../../contract/measured-fields.ts';
import type { ScorerKind } from '../../contract/score.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  metric: z.enum(latencyMetrics, { error: `one of: ${latencyMetrics.join(', ')}` }).default('e2e_ms'),
  min: z.number().nonnegative().optional().describe('for rates such as tok_s_user'),
  max: z.number().nonnegative().optional(),
});

/** A time that was not measured cannot be judged. */
export const latency: ScorerKind = {
  type: 'latency',
  summary: 'a time (or a rate) of the call is within limits',
  prepare(given) {
    const { metric, min = 0, max = Number.POSITIVE_INFINITY } = parseOptions('latency', options, given);
    return (_answer, _case, context) => {
      const found = context?.measurement?.[metric] ?? null;
      if (found === null) return { value: null, explanation: `${metric} of this call is unknown.` };
      const right = found >= min && found <= max;
      return {
        value: right ? 1 : 0,
        label: `${Math.round(found * 10) / 10}`,
        ...(!right && { explanation: `${metric} is ${found.toFixed(1)}, not within ${min} to ${max}.` }),
      };
    };
  },
};

import type { Tokens } from '../contract/attempt.ts';
import type { Sample } from '../contract/sample.ts';
import type { Target } from '../contract/suite.ts';
import { costGapOf } from './costs-of.ts';
import { callCost } from './call-cost.ts';
import type { PriceBook } from './price-book.ts';
import { toolCountsOf } from './tool-fees.ts';

/** The counts of a stored sample. Totals are not stored; the buckets make them up. */
function tokensOf(sample: Sample): Tokens {
  const isBilledApart = sample.billed_input_tokens !== null || sample.billed_output_tokens !== null;
  return {
    input: sample.input_tokens,
    cacheRead: sample.cache_read_tokens,
    cacheWrite: sample.cache_write_tokens,
    cacheWrite1h: sample.cache_write_1h_tokens,
    inputAudio: sample.input_audio_tokens,
    inputImage: sample.input_image_tokens,
    outputAudio: sample.output_audio_tokens,
    outputImage: sample.output_image_tokens,
    output: sample.output_tokens,
    reasoning: sample.reasoning_tokens,
    ...(isBilledApart && {
      billedInput: sample.billed_input_tokens,
      billedOutput: sample.billed_output_tokens,
    }),
    inputTotal: null,
    outputTotal: null,
  };
}

/**
 * The sample at the prices of `prices`, from its stored counts and the instant it was made. A call known to have cost
 * nothing stays so; one without usage stays unknown.
 */
export function repriceSample(sample: Sample, target: Target, prices: PriceBook): Sample {
  const rates = prices.ratesOf(target, sample.started_at_ms, sample.service_tier);
  if (sample.cost_nanousd === 0 && sample.usage_source !== 'provider' && sample.usage_source !== 'cached')
    return { ...sample, price_id: rates?.priceId ?? '', cost_nanousd: rates ? 0 : null };
  const used = {
    tokens: tokensOf(sample),
    tier: sample.service_tier,
    tools: toolCountsOf(sample.provider_tools),
    statedNanousd: sample.stated_cost_nanousd,
  };
  const cost = callCost(used, target, sample.started_at_ms, prices);
  const ours = callCost({ ...used, statedNanousd: null }, target, sample.started_at_ms, prices);
  return {
    ...sample,
    cost_nanousd: cost?.nanousd ?? null,
    price_id: cost?.priceId ?? '',
    cost_gap: costGapOf(ours?.nanousd, sample.stated_cost_nanousd),
  };
}

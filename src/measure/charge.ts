import type { Tokens } from '../contract/attempt.ts';
import { rateFor, type Rate, type Rates } from './rates.ts';

interface Billable {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  cacheWrite1h: number;
  inputAudio: number;
  inputImage: number;
  output: number;
  reasoning: number;
  outputAudio: number;
  outputImage: number;
}

const nothing: Billable = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  inputAudio: 0,
  inputImage: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  outputImage: 0,
};

/**
 * Buckets to charge, or `null` when the split matters and is not known. A bucket the provider is silent about is empty
 * when the others make up its total, or when it gives no total at all.
 */
function billable(tokens: Tokens): Billable | null {
  const { billedInput, billedOutput } = tokens;
  if (billedInput !== undefined || billedOutput !== undefined)
    return billedInput == null || billedOutput == null
      ? null
      : { ...nothing, input: billedInput, output: billedOutput };
  const { input, cacheRead, cacheWrite, inputTotal, outputTotal } = tokens;
  if (input === null) return null;
  const cacheWrite1h = tokens.cacheWrite1h ?? 0;
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0) + cacheWrite1h;
  const inputAudio = tokens.inputAudio ?? 0;
  const inputImage = tokens.inputImage ?? 0;
  const outputAudio = tokens.outputAudio ?? 0;
  const outputImage = tokens.outputImage ?? 0;
  const fresh = input + inputAudio + inputImage;
  const inputComplete = cacheRead !== null && cacheWrite !== null;
  if (!inputComplete && inputTotal !== null && inputTotal !== fresh + cached) return null;

  let { output, reasoning } = tokens;
  if (output === null || reasoning === null) {
    // Without a split everything the provider counted is output: the two have one price nearly everywhere.
    output = outputTotal === null ? output : outputTotal - outputAudio - outputImage;
    if (output === null) return null;
    reasoning = 0;
  }
  return {
    input,
    cacheRead: cacheRead ?? 0,
    cacheWrite: cacheWrite ?? 0,
    cacheWrite1h,
    inputAudio,
    inputImage,
    output,
    reasoning,
    outputAudio,
    outputImage,
  };
}

/** 10⁻¹⁵ dollars per token: whole for every price with up to nine decimals, so that the sum is exact. */
const femtoPerToken = (dollarsPerMillion: number): bigint => BigInt(Math.round(dollarsPerMillion * 1e9));

/** Σ bucket × rate in whole nano-dollars, halves up; `null` when a needed count or rate is unknown. */
export function charge(tokens: Tokens, rates: Rates): number | null {
  const counts = billable(tokens);
  // a count that is no count is no usage
  if (!counts || !Object.values(counts).every((count) => Number.isSafeInteger(count) && count >= 0))
    return null;
  const inputTotal =
    counts.input +
    counts.cacheRead +
    counts.cacheWrite +
    counts.cacheWrite1h +
    counts.inputAudio +
    counts.inputImage;
  let femto = BigInt(Math.round(rates.per1kRequests * 1e12));
  const lines: [number, Rate | null][] = [
    [counts.input, rates.input],
    [counts.cacheRead, rates.cacheRead],
    [counts.cacheWrite, rates.cacheWrite],
    [counts.cacheWrite1h, rates.cacheWrite1h],
    [counts.inputAudio, rates.inputAudio],
    [counts.inputImage, rates.inputImage],
    [counts.outputAudio, rates.outputAudio],
    [counts.outputImage, rates.outputImage],
    [counts.output, rates.output],
    [counts.reasoning, rates.reasoning],
  ];
  for (const [count, rate] of lines) {
    if (count === 0) continue;
    if (rate === null) return null;
    femto += BigInt(count) * femtoPerToken(rateFor(rate, inputTotal));
  }
  return Number((femto + 500_000n) / 1_000_000n);
}

import type { Measurement } from '../../contract/measurement.ts';

type OutputBuckets = Pick<Measurement, 'output_tokens' | 'reasoning_tokens'> &
  Partial<Pick<Measurement, 'output_audio_tokens' | 'output_image_tokens'>>;

/** All that a call gave: text, reasoning, sound and pictures; `null` when its output is unknown. */
export function outputTokensOf(row: OutputBuckets): number | null {
  if (row.output_tokens === null) return null;
  const { output_tokens, reasoning_tokens, output_audio_tokens, output_image_tokens } = row;
  return output_tokens + (reasoning_tokens ?? 0) + (output_audio_tokens ?? 0) + (output_image_tokens ?? 0);
}

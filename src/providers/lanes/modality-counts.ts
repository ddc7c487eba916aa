import { countOf, fieldsOf } from '../readers/fields.ts';

/** Tokens of sound and pictures, where a provider tells them apart. Each is also in the provider's totals. */
export interface ModalityCounts {
  inputAudio: number;
  inputImage: number;
  outputAudio: number;
  outputImage: number;
}

const countIn = (details: unknown, name: string): number => countOf(fieldsOf(details)[name]) ?? 0;

/** Gemini lists `{modality, tokenCount}`. */
function listed(details: unknown, modality: string): number {
  if (!Array.isArray(details)) return 0;
  return details
    .map(fieldsOf)
    .filter((entry) => entry['modality'] === modality)
    .reduce((sum, entry) => sum + countIn(entry, 'tokenCount'), 0);
}

/**
 * From the usage as the provider wrote it: OpenAI Chat (`prompt_tokens_details.audio_tokens`), OpenAI Responses
 * (`input_tokens_details.image_tokens`), Gemini (`promptTokensDetails`, of which `cacheTokensDetails` were read from a cache).
 */
export function modalityCounts(raw: unknown): ModalityCounts {
  const usage = fieldsOf(raw);
  const input = usage['prompt_tokens_details'] ?? usage['input_tokens_details'];
  const output = usage['completion_tokens_details'] ?? usage['output_tokens_details'];
  const fresh = (modality: string) =>
    Math.max(
      0,
      listed(usage['promptTokensDetails'], modality) - listed(usage['cacheTokensDetails'], modality),
    );
  return {
    inputAudio: countIn(input, 'audio_tokens') + fresh('AUDIO'),
    inputImage: countIn(input, 'image_tokens') + fresh('IMAGE'),
    outputAudio: countIn(output, 'audio_tokens') + listed(usage['candidatesTokensDetails'], 'AUDIO'),
    outputImage: countIn(output, 'image_tokens') + listed(usage['candidatesTokensDetails'], 'IMAGE'),
  };
}

/** A bucket and what of it is sound and pictures: never more than there is, as cached parts may be counted among them. */
export function splitOff(
  bucket: number | null,
  audio: number,
  image: number,
): { rest: number | null; audio: number; image: number } {
  if (bucket === null) return { rest: null, audio: 0, image: 0 };
  const heard = Math.min(audio, bucket);
  const seen = Math.min(image, bucket - heard);
  return { rest: bucket - heard - seen, audio: heard, image: seen };
}

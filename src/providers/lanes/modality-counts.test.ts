import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '../../contract/attempt.ts';
import { tokensOf } from './answer-builder.ts';

type Raw = NonNullable<LanguageModelV4Usage['raw']>;

interface Counts {
  cached: number;
  text: number;
  audio: number;
  image: number;
  said: number;
  spoken: number;
  drawn: number;
  thought: number;
}

const list = (counts: Record<string, number>) =>
  Object.entries(counts).map(([modality, tokenCount]) => ({ modality, tokenCount }));

/** The same usage as each protocol writes it. */
const protocols: Record<string, (counts: Counts) => unknown> = {
  'OpenAI Chat': ({ cached, text, audio, image, said, spoken, drawn, thought }) => ({
    prompt_tokens: cached + text + audio + image,
    completion_tokens: said + spoken + drawn + thought,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: audio, image_tokens: image },
    completion_tokens_details: { reasoning_tokens: thought, audio_tokens: spoken, image_tokens: drawn },
  }),
  'OpenAI Responses': ({ cached, audio, image, spoken, drawn, thought }) => ({
    input_tokens_details: { cached_tokens: cached, audio_tokens: audio, image_tokens: image },
    output_tokens_details: { reasoning_tokens: thought, audio_tokens: spoken, image_tokens: drawn },
  }),
  Gemini: ({ cached, text, audio, image, said, spoken, drawn }) => ({
    promptTokensDetails: list({ TEXT: text, AUDIO: audio + cached, IMAGE: image }),
    // all that was cached is sound
    cacheTokensDetails: list({ AUDIO: cached }),
    candidatesTokensDetails: list({ TEXT: said, AUDIO: spoken, IMAGE: drawn }),
  }),
};

function usageOf(counts: Counts, raw: unknown): LanguageModelV4Usage {
  const { cached, text, audio, image, said, spoken, drawn, thought } = counts;
  const noCache = text + audio + image;
  const visible = said + spoken + drawn;
  return {
    inputTokens: { total: cached + noCache, noCache, cacheRead: cached, cacheWrite: 0 },
    outputTokens: { total: visible + thought, text: visible, reasoning: thought },
    raw: raw as Raw,
  };
}

const count = fc.nat(5000);
const counts: fc.Arbitrary<Counts> = fc.record({
  cached: count,
  text: count,
  audio: count,
  image: count,
  said: count,
  spoken: count,
  drawn: count,
  thought: count,
});

const sumIn = (t: Tokens) =>
  (t.input ?? 0) +
  (t.cacheRead ?? 0) +
  (t.cacheWrite ?? 0) +
  (t.cacheWrite1h ?? 0) +
  (t.inputAudio ?? 0) +
  (t.inputImage ?? 0);
const sumOut = (t: Tokens) =>
  (t.output ?? 0) + (t.reasoning ?? 0) + (t.outputAudio ?? 0) + (t.outputImage ?? 0);

describe.each(Object.entries(protocols))('sound and pictures in the usage of %s', (_, write) => {
  it('are buckets of their own, and all buckets make up the totals', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const tokens = tokensOf(usageOf(given, write(given)));
        expect([sumIn(tokens), sumOut(tokens)]).toEqual([tokens.inputTotal, tokens.outputTotal]);
        expect(tokens).toMatchObject({ input: given.text, output: given.said });
        expect([tokens.inputAudio ?? 0, tokens.inputImage ?? 0]).toEqual([given.audio, given.image]);
        expect([tokens.outputAudio ?? 0, tokens.outputImage ?? 0]).toEqual([given.spoken, given.drawn]);
      }),
    );
  });

  it('never make a bucket negative, whatever a provider counts among them', () => {
    fc.assert(
      fc.property(counts, counts, (given, other) => {
        const tokens = tokensOf(usageOf(given, write(other)));
        expect([sumIn(tokens), sumOut(tokens)]).toEqual([tokens.inputTotal, tokens.outputTotal]);
        expect(Math.min(tokens.input ?? 0, tokens.output ?? 0)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

it('leaves a usage without them as it was', () => {
  const plain = { cached: 1, text: 2, audio: 0, image: 0, said: 3, spoken: 0, drawn: 0, thought: 4 };
  const tokens = tokensOf(usageOf(plain, {}));
  expect(tokens).not.toHaveProperty('inputAudio');
  expect(tokens).toMatchObject({ input: 2, output: 3 });
});

import { z } from 'zod';
import { httpAddressSchema } from '../../contract/http-address.ts';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  model: z.string({ error: 'provider/model of an embedding model' }).regex(/^[^/]+\/.+/, 'provider/model'),
  baseUrl: httpAddressSchema.optional().describe('of an OpenAI-compatible endpoint'),
});

function cosine(a: readonly number[], b: readonly number[]): number {
  let [dot, sizeA, sizeB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    dot += x * y;
    sizeA += x * x;
    sizeB += y * y;
  }
  return sizeA === 0 || sizeB === 0 ? 0 : dot / Math.sqrt(sizeA * sizeB);
}

/** Cosine of the two embeddings, negative ones cut at 0; with a list, the nearest of its texts. */
export const similarity: ScorerKind = {
  type: 'similarity',
  readsText: true,
  summary: 'similarity in meaning to the expected text, by an embedding model',
  needs: 'embed',
  prepare(given, _spec, services) {
    const { model, baseUrl } = parseOptions('similarity', options, given);
    return async (answer, testCase) => {
      const wanted = expectedTexts(testCase.expected);
      if (!wanted) return { value: null, explanation: 'The case expects no text to compare with.' };
      if (answer.text.trim() === '') return { value: 0, explanation: 'The answer is empty.' };
      if (!services?.embed) return { value: null, explanation: 'No embedding model is available.' };
      const embedded = await services.embed({ model, baseUrl }, [answer.text, ...wanted]);
      if (embedded.vectors === null) return { value: null, explanation: `${model}: ${embedded.failure}.` };
      const [ours, ...theirs] = embedded.vectors;
      if (!ours || theirs.some((vector) => vector.length !== ours.length))
        return { value: null, explanation: `${model} returned vectors of different lengths.` };
      const value = Math.min(1, Math.max(0, ...theirs.map((vector) => cosine(ours, vector))));
      return { value, label: value.toFixed(3) };
    };
  },
};

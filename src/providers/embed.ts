/** Vectors of texts, for scorers; never measured, on the process's own connections. */
import { APICallError, type EmbeddingModelV4 } from '@ai-sdk/provider';
import { wallClockMs } from '../base/clock.ts';
import { createRedactor } from '../base/redactor.ts';
import { AssayError } from '../contract/errors.ts';
import type { EmbeddingModel, EmbedTexts } from '../contract/score.ts';
import { addressOf } from './endpoint.ts';
import { describeFailure } from './failure.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { vendorOf } from './registry.ts';
import { secretsOf } from './secrets.ts';
import { ResponseHeaders } from './transport/response-headers.ts';
import { WireTrace } from './transport/wire-trace.ts';
import type { Vendor } from './vendors/vendor.ts';

const maxKept = 2000;

function keyOf(vendor: Vendor, model: string, env: Record<string, string | undefined>): string | undefined {
  const key = vendor.keyEnv.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  if (key !== undefined || vendor.keyOptional || vendor.keyEnv.length === 0) return key;
  throw new AssayError('key-missing', `${model}: no API key for ${vendor.name}`, {
    remedy: `Set ${vendor.keyEnv.join(' or ')}.`,
  });
}

async function openModel(
  given: EmbeddingModel,
  env: Record<string, string | undefined>,
): Promise<EmbeddingModelV4> {
  const slash = given.model.indexOf('/');
  const [provider, name] = [given.model.slice(0, slash), given.model.slice(slash + 1)];
  const vendor = vendorOf(provider);
  const apiKey = keyOf(vendor, given.model, env);
  const baseURL = addressOf(
    vendor,
    { label: given.model, ...(given.baseUrl !== undefined && { baseUrl: given.baseUrl }) },
    env,
  );
  const fetch = guardedFetch(env);
  const settings = {
    fetch,
    ...(apiKey !== undefined && { apiKey }),
    ...(baseURL !== undefined && { baseURL }),
  };
  if (provider === 'google') {
    const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
    return createGoogleGenerativeAI(settings).embeddingModel(name);
  }
  if (provider === 'openai') {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI(settings).embeddingModel(name);
  }
  if (baseURL !== undefined) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    return createOpenAICompatible({ name: provider, ...settings, baseURL }).embeddingModel(name);
  }
  throw new AssayError('usage', `${given.model}: embeddings of ${vendor.name} are not supported`, {
    remedy: 'Use a model of openai or google, or set the baseUrl of an OpenAI-compatible endpoint.',
  });
}

/** In one line, as of any other call. */
function messageOf(error: unknown): string {
  const trace = new WireTrace();
  if (APICallError.isInstance(error)) {
    trace.status = error.statusCode ?? null;
    trace.headers = new ResponseHeaders(Object.entries(error.responseHeaders ?? {}).flat());
  }
  return describeFailure(error, trace, false, wallClockMs()).message;
}

/** A text that was asked for lately (what a case expects) is not asked for again. Rejects with the provider's error. */
export function createEmbedder(env: Record<string, string | undefined>): EmbedTexts {
  const redact = createRedactor(secretsOf([], env));
  const models = new Map<string, Promise<EmbeddingModelV4>>();
  const known = new Map<string, number[]>();
  return async (given, texts) => {
    const place = `${given.model} ${given.baseUrl ?? ''}`;
    const model = models.get(place) ?? openModel(given, env);
    models.set(place, model);
    const keyOfText = (text: string) => `${place}\n${text}`;
    const values = [...new Set(texts)].filter((text) => !known.has(keyOfText(text)));
    const fresh = new Map<string, number[]>();
    let tokens: number | null = 0;
    if (values.length > 0) {
      const { embeddings, usage } = await Promise.resolve((await model).doEmbed({ values })).catch(
        (error: unknown) => {
          throw new Error(redact(messageOf(error)));
        },
      );
      // nobody makes vectors of no tokens: a server that says so tells nothing
      tokens = usage && Number.isSafeInteger(usage.tokens) && usage.tokens > 0 ? usage.tokens : null;
      embeddings.forEach((vector, i) => fresh.set(keyOfText(values[i] as string), vector));
    }
    const vectors = texts.map((text) => fresh.get(keyOfText(text)) ?? known.get(keyOfText(text)) ?? []);
    for (const [key, vector] of fresh) known.set(key, vector);
    // the oldest go first
    for (const key of known.keys()) {
      if (known.size <= maxKept) break;
      known.delete(key);
    }
    return { vectors, tokens };
  };
}

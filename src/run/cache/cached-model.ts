import { createHash } from 'node:crypto';
import { canonicalJson } from '../../base/canonical-json.ts';
import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { Model, ModelRequest } from '../../contract/model.ts';
import type { AnswerCache, KeptAnswer } from './answer-cache.ts';

/** SHA-256 of everything that shapes an answer; `repeat` too, so that repetitions stay several answers. */
export function cacheKey({ target, messages, tools, repeat }: ModelRequest): string {
  const { provider, model, parameters, baseUrl, headers } = target;
  const shaping = { provider, model, parameters, baseUrl, headers, messages, tools, repeat };
  return createHash('sha256').update(canonicalJson(shaping)).digest('hex');
}

const noTimes = { connected: null, headers: null, firstByte: null, sent: null };

function resultOf(kept: KeptAnswer, scheduledMs: number): CallResult {
  const now = nowMs();
  return {
    ...kept,
    timestamps: { ...noTimes, scheduled: scheduledMs, dispatched: now, closed: now },
    frames: { at: [], kinds: '' },
    failure: null,
    cached: true,
  };
}

function keptOf(result: CallResult): KeptAnswer {
  const {
    outcome,
    answer,
    tokens,
    rawUsage,
    responseModel,
    fingerprint,
    serviceTier,
    servedBy,
    reasoningEffort,
    statedCostNanousd,
    responseId,
    httpStatus,
  } = result;
  return {
    outcome,
    answer,
    tokens,
    rawUsage,
    responseModel,
    responseId,
    httpStatus,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(servedBy !== undefined && { servedBy }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(statedCostNanousd !== undefined && { statedCostNanousd }),
  };
}

/** Asks only for what the cache lacks. Calls without a `repeat` (warm-up) and steps of a conversation are always made. */
export function cachedModel(model: Model, cache: AnswerCache): Model {
  return {
    async call(request) {
      if (request.repeat === undefined || request.keepTurn) return model.call(request);
      const key = cacheKey(request);
      const kept = await cache.get(key);
      if (kept) return resultOf(kept, request.scheduledMs);
      const result = await model.call(request);
      if ((result.outcome === 'ok' || result.outcome === 'truncated') && result.answer)
        // a cache that cannot be written costs money later, not the answer now
        await cache.put(key, keptOf(result)).catch(() => undefined);
      return result;
    },
  };
}

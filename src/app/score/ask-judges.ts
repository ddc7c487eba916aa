/** Judges as models of any provider: on threads of their own, so many at once, tried again, priced like any call. */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import { seededRandom } from '../../base/random.ts';
import { stableId } from '../../base/id.ts';
import type { CallResult } from '../../contract/attempt.ts';
import {
  judgeMaxOutputTokens,
  type AskJudge,
  type JudgeModel,
  type JudgeQuestion,
  type JudgeReply,
} from '../../contract/judge.ts';
import type { ModelRequest } from '../../contract/model.ts';
import type { Target } from '../../contract/suite.ts';
import type { PriceBook } from '../../measure/price-book.ts';
import type { SimulatedEndpoints } from '../../providers/endpoint.ts';
import { simulatorId } from '../../providers/registry.ts';
import { openLanes, type Lanes } from '../../providers/lanes/open-lanes.ts';
import { retryWaitMs } from '../../run/back-off.ts';
import type { Limiter } from '../../run/guard/limiter.ts';
import { scopeLimiter } from '../../run/guard/scope-limiter.ts';

/** Of one judge, where its scorer does not say. */
const callsAtOnce = 8;
/** Of its provider's quota, as its headers tell it: what a judge may spend must not hold up production either. */
const reserveShare = 0.5;
const retries = 3;
const timeoutMs = 120_000;
const maxOutputTokens = judgeMaxOutputTokens;
/** Few, so that a count is not too low. */
const charactersPerToken = 3;

export interface JudgeCalls {
  ask: AskJudge;
  close(): Promise<void>;
}

export interface JudgeOptions {
  env: Record<string, string | undefined>;
  prices: PriceBook;
  simulated?: SimulatedEndpoints;
}

function targetOf(
  { model, baseUrl }: JudgeModel,
  schema: JudgeQuestion['schema'],
  simulated?: SimulatedEndpoints,
): Target {
  const slash = model.indexOf('/');
  const price = model.startsWith(`${simulatorId}/`) ? simulated?.get(model.slice(slash + 1))?.price : null;
  return {
    id: stableId('judge', model, baseUrl ?? ''),
    label: model,
    provider: model.slice(0, slash),
    model: model.slice(slash + 1),
    promptId: 'judge',
    parameters: { temperature: 0, maxOutputTokens, responseFormat: { name: 'verdict', schema } },
    ...(baseUrl !== undefined && { baseUrl }),
    ...(price && { price }),
    limits: { concurrency: callsAtOnce, timeoutMs, retries },
  };
}

class Judge {
  readonly #lanes: Promise<Lanes>;
  readonly #options: JudgeOptions;
  readonly #random = seededRandom('judge');
  readonly #limiter: Limiter;

  constructor(judge: JudgeModel, options: JudgeOptions) {
    const { env, simulated } = options;
    this.#options = options;
    const limits = { concurrency: callsAtOnce, ...judge.limits };
    const scope = { kind: 'model', name: judge.model } as const;
    this.#limiter = scopeLimiter(scope, { limits, reserveShare: limits.reserveShare ?? reserveShare });
    const opened = openLanes({
      targets: [targetOf(judge, {})],
      env,
      threads: 1,
      ...(simulated && { simulated }),
    });
    opened.catch(() => undefined); // told to each who asks
    this.#lanes = opened;
  }

  async ask(judge: JudgeModel, question: JudgeQuestion): Promise<JudgeReply> {
    const target = targetOf(judge, question.schema, this.#options.simulated);
    try {
      return replyOf(await this.#call(target, question), target, this.#options.prices);
    } catch (error) {
      return {
        text: null,
        failure: (error as Error).message,
        input_tokens: null,
        output_tokens: null,
        cost_nanousd: 0,
      };
    }
  }

  async close(): Promise<void> {
    await (await this.#lanes.catch(() => null))?.close();
  }

  /** Waits for room, asks once, and heeds what the answer says of the quota. */
  async #once(lanes: Lanes, request: Omit<ModelRequest, 'scheduledMs'>, tokens: number): Promise<CallResult> {
    const lease = await this.#limiter.acquire({ tokens }, request.signal);
    try {
      const result = await lanes.call({ ...request, scheduledMs: nowMs() });
      const { failure, quota, timestamps, tokens: used } = result;
      if (quota) this.#limiter.told(quota, timestamps.headers ?? nowMs());
      if (failure?.retryAfterMs != null) this.#limiter.pause(nowMs() + failure.retryAfterMs);
      lease.settle(used === null ? null : (used.inputTotal ?? 0) + (used.outputTotal ?? 0));
      return result;
    } catch (error) {
      lease.settle(null);
      throw error;
    }
  }

  async #call(target: Target, { instructions, material }: JudgeQuestion): Promise<CallResult> {
    const lanes = await this.#lanes;
    const request: Omit<ModelRequest, 'scheduledMs'> = {
      target,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: material },
      ],
      tools: [],
      timeoutMs,
      signal: new AbortController().signal,
    };
    const most = Math.ceil((instructions.length + material.length) / charactersPerToken) + maxOutputTokens;
    for (let attempt = 0; ; attempt++) {
      const result = await this.#once(lanes, request, most);
      const waitMs = retryWaitMs(result.failure, attempt, retries, this.#random);
      if (waitMs === null) return result;
      await sleep(waitMs);
    }
  }
}

/** What failed before it was answered costs nothing; what a failed answer cost is what its tokens do. */
function replyOf({ answer, failure, tokens }: CallResult, target: Target, prices: PriceBook): JudgeReply {
  const charged = tokens && prices.costOf(tokens, target, wallClockMs());
  return {
    text: failure === null ? (answer?.text ?? '') : null,
    failure: failure?.message ?? null,
    input_tokens: tokens?.inputTotal ?? null,
    output_tokens: tokens?.outputTotal ?? null,
    cost_nanousd: tokens === null && failure !== null ? 0 : (charged?.nanousd ?? null),
  };
}

/** Nothing is opened before a judge is asked. */
export function openJudges(options: JudgeOptions): JudgeCalls {
  const judges = new Map<string, Judge>();
  return {
    ask(judge, question) {
      const place = JSON.stringify([judge.model, judge.baseUrl, judge.limits]);
      const known = judges.get(place) ?? new Judge(judge, options);
      judges.set(place, known);
      return known.ask(judge, question);
    },
    close: async () => void (await Promise.all([...judges.values()].map((judge) => judge.close()))),
  };
}

/** Judges as models of any provider: on threads of their own, so many at once, tried again, priced like any call. */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import { stableId } from '../base/id.ts';
import type { CallResult } from '../contract/attempt.ts';
import type { AskJudge, JudgeModel, JudgeQuestion, JudgeReply } from '../contract/judge.ts';
import type { ModelRequest } from '../contract/model.ts';
import type { Target } from '../contract/suite.ts';
import type { PriceBook } from '../measure/price-book.ts';
import type { SimulatedEndpoints } from '../providers/endpoint.ts';
import { simulatorId } from '../providers/registry.ts';
import { openLanes, type Lanes } from '../providers/lanes/open-lanes.ts';
import { retryWaitMs } from '../run/back-off.ts';

/** Of one judge. */
const callsAtOnce = 8;
const retries = 3;
const timeoutMs = 120_000;
/** Room for a list of forty claims. */
const maxOutputTokens = 4000;

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
  readonly #queue: (() => void)[] = [];
  #inFlight = 0;

  constructor(judge: JudgeModel, options: JudgeOptions) {
    const { env, simulated } = options;
    this.#options = options;
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
    await this.#enter();
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
    } finally {
      this.#inFlight--;
      this.#queue.shift()?.();
    }
  }

  async close(): Promise<void> {
    await (await this.#lanes.catch(() => null))?.close();
  }

  async #enter(): Promise<void> {
    while (this.#inFlight >= callsAtOnce) await new Promise<void>((go) => this.#queue.push(go));
    this.#inFlight++;
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
    for (let attempt = 0; ; attempt++) {
      const result = await lanes.call({ ...request, scheduledMs: nowMs() });
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
      const place = `${judge.model} ${judge.baseUrl ?? ''}`;
      const known = judges.get(place) ?? new Judge(judge, options);
      judges.set(place, known);
      return known.ask(judge, question);
    },
    close: async () => void (await Promise.all([...judges.values()].map((judge) => judge.close()))),
  };
}

/** Calls per second without any delay: through the product's lanes, and through undici's dispatch with nothing on top. */
import { Pool } from 'undici';
import { nowMs } from '../base/clock.ts';
import type { Model } from '../contract/model.ts';
import type { Target } from '../contract/suite.ts';

const atOnce = 64;
/** Before anything counts, as a share of what does: threads that just began spend as much on compiling as on calls. */
const warmUp = 0.5;

/** Runs `work` `calls` times, `atOnce` at a time. */
async function perSecond(calls: number, work: () => Promise<void>): Promise<number> {
  let left = calls;
  const from = nowMs();
  const takeTurns = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return Math.round((calls * 1000) / (nowMs() - from));
}

export const ratePrompt = 'Say something.';

/** Throws when a call fails: a rate of failures is no rate. */
export async function laneRate(model: Model, target: Target, calls: number): Promise<number> {
  const { signal } = new AbortController();
  const messages = [{ role: 'user' as const, content: ratePrompt }];
  const ask = async () => {
    const { outcome, failure } = await model.call({
      target,
      messages,
      tools: [],
      timeoutMs: 60_000,
      scheduledMs: nowMs(),
      signal,
    });
    if (outcome !== 'ok') throw new Error(`a call of the self-test ended as ${outcome}: ${failure?.message}`);
  };
  await perSecond(calls * warmUp, ask);
  return perSecond(calls, ask);
}

/** The limit: the same request, the body of its answer thrown away. Throws when it is refused. `url`: of the simulator. */
export async function rawRate(
  url: string,
  { path, body }: { path: string; body: string },
  calls: number,
): Promise<number> {
  const pool = new Pool(url, { connections: atOnce, pipelining: 1, allowH2: false });
  const headers = {
    'content-type': 'application/json',
    authorization: 'Bearer simulated',
    'x-goog-api-key': 'simulated',
  };
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      pool.dispatch(
        { path, method: 'POST', headers, body },
        {
          onRequestStart: () => undefined,
          onResponseStart: (controller, status) => {
            if (status !== 200) controller.abort(new Error(`${path} answered with ${status}`));
          },
          onResponseData: () => undefined,
          onResponseEnd: () => resolve(),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  await perSecond(calls * warmUp, ask);
  const rate = await perSecond(calls, ask);
  await pool.close();
  return rate;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Tokens } from '../contract/attempt.ts';
import type { Target } from '../contract/suite.ts';
import { measure } from './measure.ts';
import { createPriceBook } from './price-book.ts';

const target: Target = {
  id: 't',
  label: 't',
  provider: 'nobody',
  model: 'model',
  promptId: 'p',
  parameters: {},
  price: { input: 1, output: 4 },
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
};
const tokens: Tokens = {
  input: 100,
  cacheRead: 0,
  cacheWrite: 0,
  output: 20,
  reasoning: 0,
  inputTotal: 100,
  outputTotal: 20,
};
const prices = createPriceBook({ at: 0 });

function attempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    outcome: 'ok',
    stamps: {
      scheduled: 900,
      dispatched: 950,
      sent: 1000,
      connected: null,
      headers: 1090,
      firstByte: 1100,
      closed: 3100,
    },
    frames: { at: [1200, 1300, 2200, 3100], kinds: 'rttt' },
    answer: { text: 'hello', reasoning: '', toolCalls: [], finishReason: 'stop' },
    tokens,
    rawUsage: null,
    responseModel: null,
    responseId: null,
    httpStatus: 200,
    failure: null,
    runId: 'r',
    targetId: 't',
    caseId: 'c',
    repeat: 0,
    attempt: 0,
    isFinal: true,
    isWarmup: false,
    startedAtMs: 0,
    ...changes,
  };
}

describe('measure', () => {
  it('gives every number of a streamed answer', () => {
    expect(measure(attempt(), target, prices)).toEqual({
      ttft_ms: 200,
      ttfo_ms: 300,
      ttfb_ms: 100,
      e2e_ms: 2100,
      queue_ms: 100,
      response_ms: 2200,
      decode_ms: 1900,
      tpot_ms: 100,
      stall_max_ms: 900,
      stalls: 0,
      tok_s_user: 10,
      tok_s_e2e: 20 / 2.1,
      input_tokens: 100,
      cache_read_tokens: 0,
      cache_write_tokens: 0,
      output_tokens: 20,
      reasoning_tokens: 0,
      usage_source: 'provider',
      cost_nanousd: 180_000,
      price_id: 'suite:input=1,output=4',
    });
  });

  it('counts reasoning into the pace only when it was streamed', () => {
    const used = { ...tokens, output: 20, reasoning: 80, outputTotal: 100 };
    const shown = measure(attempt({ tokens: used }), target, prices);
    const hidden = measure(
      attempt({ tokens: used, frames: { at: [1200, 3100], kinds: 'tt' } }),
      target,
      prices,
    );
    expect(shown.tpot_ms).toBe(1900 / 99);
    expect(hidden.tpot_ms).toBe(100);
    expect(hidden.tok_s_e2e).toBe(100 / 2.1);
  });

  it('has no pace for one frame, one token, or unknown tokens', () => {
    const oneFrame = measure(attempt({ frames: { at: [1200], kinds: 't' } }), target, prices);
    expect(oneFrame).toMatchObject({
      decode_ms: 0,
      tpot_ms: null,
      tok_s_user: null,
      stall_max_ms: null,
      stalls: null,
    });
    const oneToken = measure(attempt({ tokens: { ...tokens, output: 1, outputTotal: 1 } }), target, prices);
    expect(oneToken.tpot_ms).toBeNull();
    expect(measure(attempt({ tokens: null }), target, prices)).toMatchObject({
      tpot_ms: null,
      tok_s_e2e: null,
      usage_source: 'missing',
      cost_nanousd: null,
      price_id: '',
      e2e_ms: 2100,
    });
  });

  it('takes nothing from a call that broke off but its beginning', () => {
    const cut = measure(attempt({ outcome: 'error', tokens: null }), target, prices);
    expect(cut).toMatchObject({
      ttft_ms: 200,
      ttfb_ms: 100,
      e2e_ms: null,
      response_ms: null,
      tpot_ms: null,
      stalls: null,
    });
    const early = measure(
      attempt({ outcome: 'cancelled', tokens: null, frames: { at: [], kinds: '' } }),
      target,
      prices,
    );
    expect(early).toMatchObject({
      ttft_ms: null,
      ttfo_ms: null,
      ttfb_ms: 100,
      e2e_ms: null,
      cost_nanousd: null,
    });
  });

  it('knows that a call that was turned away or never left cost nothing, if it knows the price', () => {
    const none = { at: [], kinds: '' };
    const unsent = attempt({
      outcome: 'error',
      tokens: null,
      httpStatus: null,
      frames: none,
      stamps: {
        scheduled: 1,
        dispatched: 2,
        sent: null,
        connected: null,
        headers: null,
        firstByte: null,
        closed: null,
      },
    });
    expect(measure(unsent, target, prices)).toMatchObject({ cost_nanousd: 0, queue_ms: null, ttfb_ms: null });
    const limited = attempt({ outcome: 'rate_limited', tokens: null, httpStatus: 429, frames: none });
    expect(measure(limited, target, prices).cost_nanousd).toBe(0);
    const { price: _, ...unpriced } = target;
    expect(measure(limited, unpriced, prices).cost_nanousd).toBeNull();
    const timeout = attempt({ outcome: 'timeout', tokens: null, httpStatus: 200, frames: none });
    expect(measure(timeout, target, prices).cost_nanousd).toBeNull();
  });

  it('counts a stall when a gap is long both by itself and beside the others', () => {
    const at = [1000, 1010, 1020, 1030, 1631, 1641];
    expect(measure(attempt({ frames: { at, kinds: 'tttttt' } }), target, prices)).toMatchObject({
      stall_max_ms: 601,
      stalls: 1,
    });
    const slow = [0, 600, 1200, 1800].map((ms) => 1000 + ms);
    expect(measure(attempt({ frames: { at: slow, kinds: 'tttt' } }), target, prices).stalls).toBe(0);
  });

  it('keeps the order of instants', () => {
    const gaps = fc.array(fc.nat(5000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.nat(1000), (steps, wait) => {
        let now = 1000 + wait;
        const at = steps.map((step) => (now += step));
        const kinds = steps.map((step) => (step % 2 ? 'r' : 't')).join('');
        const m = measure(attempt({ frames: { at, kinds } }), target, prices);
        expect(m.ttft_ms as number).toBeLessThanOrEqual(m.e2e_ms as number);
        expect((m.ttft_ms as number) + (m.decode_ms as number)).toBe(m.e2e_ms);
        if (m.ttfo_ms !== null) expect(m.ttfo_ms).toBeGreaterThanOrEqual(m.ttft_ms as number);
        expect((m.response_ms as number) - (m.e2e_ms as number)).toBe(m.queue_ms);
        if (m.stall_max_ms !== null) expect(m.stall_max_ms).toBeLessThanOrEqual(m.decode_ms as number);
      }),
    );
  });
});

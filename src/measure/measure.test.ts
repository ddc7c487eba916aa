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
    timestamps: {
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
      connect_ms: null,
      dns_ms: null,
      tls_ms: null,
      response_ms: 2200,
      decode_ms: 1900,
      tpot_ms: 100,
      ntpot_ms: 105,
      stall_max_ms: 900,
      stalls: 0,
      tok_s_user: 10,
      norm_tok_s: null,
      tok_s_e2e: 9.524,
      input_tokens: 100,
      cache_read_tokens: 0,
      cache_write_tokens: 0,
      cache_write_1h_tokens: null,
      input_audio_tokens: null,
      input_image_tokens: null,
      output_audio_tokens: null,
      output_image_tokens: null,
      billed_input_tokens: null,
      billed_output_tokens: null,
      stated_cost_nanousd: null,
      cost_gap: null,
      output_tokens: 20,
      reasoning_tokens: 0,
      usage_source: 'provider',
      local_tokens: null,
      usage_gap: null,
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
    // to the nanosecond
    expect(shown.tpot_ms).toBe(19.191919);
    expect(hidden.tpot_ms).toBe(100);
    expect(hidden.tok_s_e2e).toBe(47.619);
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
      timestamps: {
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

  it('prices the tier that answered, and an answer from the cache as the call that gave it', () => {
    const tiered = { ...target, price: { input: 1, output: 4, serviceTiers: { flex: 0.5 } } };
    const whole = measure(attempt(), tiered, prices).cost_nanousd as number;
    expect(whole).toBeGreaterThan(0);
    expect(measure(attempt({ serviceTier: 'flex' }), tiered, prices).cost_nanousd).toBe(whole / 2);
    expect(measure(attempt({ serviceTier: 'scale' }), tiered, prices).cost_nanousd).toBeNull();
    const cached = {
      cached: true,
      timestamps: { ...attempt().timestamps, sent: null },
      frames: { at: [], kinds: '' },
    };
    expect(measure(attempt(cached), tiered, prices)).toMatchObject({
      cost_nanousd: whole,
      usage_source: 'cached',
    });
    expect(measure(attempt({ ...cached, tokens: null }), tiered, prices).cost_nanousd).toBeNull();
  });

  it('takes no cost from usage that cannot be: an answer of no tokens, or counts that are none', () => {
    const zero = { ...tokens, input: 0, output: 0, inputTotal: 0, outputTotal: 0 };
    const costOf = (changes: Partial<Tokens>) =>
      measure(attempt({ tokens: { ...tokens, ...changes } }), target, prices).cost_nanousd;
    expect(costOf(zero)).toBeNull();
    expect(costOf({ ...zero, cacheRead: null, reasoning: null })).toBeNull();
    for (const odd of [-5, 2.5, 1e300, Number.NaN]) {
      expect(costOf({ input: odd, inputTotal: null })).toBeNull();
      expect(costOf({ output: odd, outputTotal: null })).toBeNull();
    }
    expect(costOf({})).toBeGreaterThan(0);
  });

  it('tells the steps of a new connection apart', () => {
    const timestamps = { ...attempt().timestamps, connected: 990 };
    const steps = { started: 940, resolved: 952, tcp: 965, secure: true };
    const made = (connection: typeof steps | (Omit<typeof steps, 'resolved'> & { resolved: null })) =>
      measure(attempt({ timestamps: { ...timestamps, connection } }), target, prices);
    expect(made(steps)).toMatchObject({ connect_ms: 50, dns_ms: 12, tls_ms: 25, ttft_ms: 200 });
    expect(made({ ...steps, resolved: null, secure: false })).toMatchObject({
      connect_ms: 50,
      dns_ms: null,
      tls_ms: null,
    });
  });

  it('counts in a common tokenizer beside the provider', () => {
    const local = { text: 60, reasoning: 17, tools: 0 };
    const used = { ...tokens, output: 72, reasoning: 30, outputTotal: 102 };
    expect(measure(attempt({ tokens: used }), target, prices, local)).toMatchObject({
      local_tokens: 77,
      // 76 tokens after the first in 1.9 s
      norm_tok_s: 40,
      usage_gap: 12 / 60,
      usage_source: 'provider',
    });
    // reasoning that was streamed and is not counted apart is in the output
    const together = attempt({ tokens: { ...used, reasoning: null } });
    expect(measure(together, target, prices, local).usage_gap).toBeNull();
    const tool = measure(attempt({ tokens: used }), target, prices, { ...local, tools: 5 });
    expect(tool).toMatchObject({ local_tokens: 82, usage_gap: null });
    expect(measure(attempt(), target, prices, { text: 49, reasoning: 0, tools: 0 }).usage_gap).toBeNull();
  });

  it('counts the output itself, and says so, when the provider does not; the cost stays unknown', () => {
    const local = { text: 20, reasoning: 0, tools: 0 };
    expect(measure(attempt({ tokens: null }), target, prices, local)).toMatchObject({
      usage_source: 'estimated',
      output_tokens: 20,
      input_tokens: null,
      tpot_ms: 100,
      usage_gap: null,
      cost_nanousd: null,
    });
    const cut = attempt({ tokens: null, outcome: 'error' });
    expect(measure(cut, target, prices, local)).toMatchObject({
      usage_source: 'missing',
      output_tokens: null,
    });
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

import type { CallResult } from '../../src/contract/attempt.ts';

/** A call that was answered: 10 tokens in, 5 out, 20 ms. */
export function answeredCall(text: string): CallResult {
  return {
    outcome: 'ok',
    timestamps: {
      scheduled: 0,
      dispatched: 1,
      sent: 2,
      connected: null,
      headers: 3,
      firstByte: 3,
      closed: 30,
    },
    frames: { at: [10, 20], kinds: 'tt' },
    answer: { text, reasoning: '', toolCalls: [], finishReason: 'stop' },
    tokens: {
      input: 10,
      cacheRead: 0,
      cacheWrite: 0,
      output: 5,
      reasoning: 0,
      inputTotal: 10,
      outputTotal: 5,
    },
    rawUsage: null,
    responseModel: 'm',
    responseId: 'r',
    httpStatus: 200,
    failure: null,
  };
}

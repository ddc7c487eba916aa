import type { Attempt } from '../../src/contract/attempt.ts';

/** An answered call, whole enough for a journal. */
export const madeUpAttempt = (about: Partial<Attempt> = {}): Attempt => ({
  runId: '01a22d3d-22af-75ea-bc0f-eea1a0de9e8b',
  targetId: 't',
  caseId: 'c',
  repeat: 0,
  attempt: 0,
  isFinal: true,
  isWarmup: false,
  startedAtMs: 1_796_000_000_000,
  outcome: 'ok',
  timestamps: { scheduled: 0, dispatched: 1, sent: 2, connected: null, headers: 3, firstByte: 3, closed: 30 },
  frames: { at: [10, 20], kinds: 'tt' },
  answer: { text: 'yes', reasoning: '', toolCalls: [], finishReason: 'stop' },
  tokens: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0, inputTotal: 10, outputTotal: 5 },
  rawUsage: null,
  responseModel: 'm',
  responseId: 'r',
  httpStatus: 200,
  failure: null,
  ...about,
});

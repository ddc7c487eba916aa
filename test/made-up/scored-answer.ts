import type { Answer, ToolCall } from '../../src/contract/attempt.ts';
import type { Case, ScorerSpec } from '../../src/contract/suite.ts';

/** Answers, cases and specs for the tests of scorers. */
export const answerOf = (text: string, toolCalls: ToolCall[] = []): Answer => ({
  text,
  reasoning: '',
  toolCalls,
  finishReason: 'stop',
});

export const specOf = (type: string, options: Record<string, unknown> = {}): ScorerSpec => ({
  type,
  name: type,
  weight: 1,
  threshold: 1,
  not: false,
  options,
});

export const caseOf = (expected: unknown, scorers: ScorerSpec[] = []): Case => ({
  id: 'case',
  index: 0,
  variables: {},
  expected,
  tags: [],
  weight: 1,
  tools: [],
  scorers,
});

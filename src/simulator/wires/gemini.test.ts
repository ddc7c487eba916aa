import { describe, expect, it } from 'vitest';
import { gemini } from './gemini.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const path = (method: string) => `/google/v1beta/models/m-1:${method}`;
const request = (more: object = {}, method = 'streamGenerateContent'): WireRequest =>
  gemini.parse({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }], ...more }, path(method));
const answer: WireAnswer = {
  id: '1',
  model: 'm',
  createdS: 7,
  reasoning: [{ text: 'hm', tokens: 1 }],
  text: [
    { text: 'ab', tokens: 2 },
    { text: 'cd', tokens: 1 },
  ],
  toolCalls: [
    {
      id: 'x',
      name: 'f',
      arguments: [
        { text: '{"x"', tokens: 1 },
        { text: ':1}', tokens: 1 },
      ],
    },
  ],
  finish: 'tool',
  usage: { input: 5, cacheRead: 3, cacheWrite: 0, output: 5, reasoning: 1 },
};
const dataOf = (bytes: string) => JSON.parse(bytes.replace(/^data: /, '')) as Record<string, unknown>;

describe('gemini', () => {
  it('sends content at once and finishes with the last part', () => {
    const frames = gemini.frames(answer, request());
    expect(frames.map((frame) => frame.kind).join('')).toBe('rttc');
    const bodies = frames.map((frame) => dataOf(frame.bytes));
    expect(bodies[0]).toMatchObject({
      candidates: [{ content: { parts: [{ text: 'hm', thought: true }] } }],
    });
    expect(bodies[1]).not.toMatchObject({ candidates: [{ finishReason: 'STOP' }] });
    expect(bodies[3]).toMatchObject({
      candidates: [
        { content: { parts: [{ functionCall: { name: 'f', args: { x: 1 } } }] }, finishReason: 'STOP' },
      ],
      usageMetadata: {
        promptTokenCount: 8,
        candidatesTokenCount: 5,
        cachedContentTokenCount: 3,
        thoughtsTokenCount: 1,
        totalTokenCount: 14,
      },
    });
  });

  it('counts the candidate as it grows', () => {
    const counts = gemini
      .frames(answer, request())
      .map((frame) => dataOf(frame.bytes)['usageMetadata'] as { candidatesTokenCount: number })
      .map((usage) => usage.candidatesTokenCount);
    expect(counts).toEqual([0, 2, 3, 5]);
  });

  it('joins text when not streamed, and leaves unknown usage out', () => {
    expect(gemini.whole({ ...answer, usage: null })).toEqual({
      candidates: [
        {
          content: {
            parts: [
              { text: 'hm', thought: true },
              { text: 'abcd' },
              { functionCall: { name: 'f', args: { x: 1 } } },
            ],
            role: 'model',
          },
          finishReason: 'STOP',
          index: 0,
        },
      ],
      modelVersion: 'm',
      responseId: '1',
    });
  });

  it('ends an empty answer with its reason alone', () => {
    const frames = gemini.frames(
      { ...answer, reasoning: [], text: [], toolCalls: [], finish: 'refusal' },
      request(),
    );
    expect(frames.map((frame) => dataOf(frame.bytes))).toMatchObject([
      { candidates: [{ finishReason: 'SAFETY' }] },
    ]);
  });

  it('reads model and method from the path', () => {
    expect(request()).toMatchObject({ model: 'm-1', stream: true, prompt: 'hi' });
    expect(request({}, 'generateContent').stream).toBe(false);
    expect(() => request({}, 'countTokens')).toThrow('names no model and method');
  });

  it('hides thoughts unless they are asked for', () => {
    expect(request().showReasoning).toBe(false);
    const config = (thinkingConfig: object) => request({ generationConfig: { thinkingConfig } });
    expect(config({ includeThoughts: true }).showReasoning).toBe(true);
    expect(config({ thinkingBudget: 0 }).reasoningFactor).toBe(0);
    expect(config({ thinkingLevel: 'LOW' }).reasoningFactor).toBe(0.5);
  });

  it('says in the body when to come back', () => {
    const { body } = gemini.failure({ kind: 'rate_limit', message: 'slow', retryAfterS: 3 });
    expect(body).toMatchObject({
      error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '3s' }] },
    });
  });
});

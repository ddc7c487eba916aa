import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../contract/content.ts';
import type { Case, Prompt } from '../contract/suite.ts';
import { estimateAttachments } from './estimate-attachments.ts';
import { estimateInput, estimateOutput } from './estimate-tokens.ts';

const caseOf = (more: Partial<Case> = {}): Case => ({
  id: 'c',
  index: 0,
  variables: { input: 'x'.repeat(40) },
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
  ...more,
});
const prompt: Prompt = { id: 'p', messages: [{ role: 'user', content: '{{input}}' }] };
const picture: Attachment = { type: 'image', name: 'a', mediaType: 'image/png', bytes: 10, sha256: 'x' };
const pdf = (bytes: number | null): Attachment => ({
  type: 'file',
  name: 'a',
  mediaType: 'application/pdf',
  bytes,
  sha256: null,
});

describe('input', () => {
  it('is four characters a token and four tokens a message, give or take', () => {
    expect(estimateInput(prompt, caseOf())).toEqual({ low: 10, likely: 14, high: 21 });
  });

  it('is what a counter says, of the messages as they are sent', () => {
    const words = (text: string) => text.split(' ').length;
    const given = caseOf({ variables: { input: 'one two three' } });
    expect(estimateInput(prompt, given, words)).toEqual({ low: 7, likely: 7, high: 7 });
  });

  it('is that of the own messages of a case, its tools and its pictures', () => {
    const likely = (more: Partial<Case>) => estimateInput(prompt, caseOf(more)).likely;
    expect(likely({ messages: [{ role: 'user', content: 'abcd' }] })).toBe(5);
    expect(likely({ tools: [{ name: 'f', parameters: {} }] })).toBeGreaterThan(likely({}));
    const shown = { role: 'user' as const, content: [picture, { type: 'text' as const, text: 'abcd' }] };
    expect(likely({ messages: [shown] })).toBe(1005);
    expect(likely({ attachments: [picture] })).toBe(1014);
  });

  it('grows with the text, and is a range', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
        const of = (input: string) =>
          estimateInput(
            { id: 'p', messages: [{ role: 'user', content: '{{t}}' }] },
            caseOf({ variables: { t: input } }),
          );
        const [short, long] = [of(a), of(a + b)];
        for (const { low, likely, high } of [short, long]) expect(low <= likely && likely <= high).toBe(true);
        expect(long.likely).toBeGreaterThanOrEqual(short.likely);
      }),
    );
  });
});

describe('output', () => {
  it.each([
    ['nothing known', {}, {}, null],
    ['a limit alone', {}, { maxOutputTokens: 101 }, { low: 1, likely: 51, high: 101 }],
    ['an expected answer', { expected: 'x'.repeat(40) }, {}, { low: 1, likely: 42, high: 1024 }],
    [
      'an expected answer and a limit',
      { expected: 'x'.repeat(40) },
      { maxOutputTokens: 200 },
      { low: 1, likely: 42, high: 200 },
    ],
    [
      'a limit below the answer',
      { expected: 'x'.repeat(400) },
      { maxOutputTokens: 20 },
      { low: 1, likely: 20, high: 20 },
    ],
    ['a very long answer', { expected: 'x'.repeat(8000) }, {}, { low: 1, likely: 2032, high: 2032 }],
    ['JSON', { expected: { a: 1 } }, {}, { low: 1, likely: 34, high: 1024 }],
    ['an answer of null', { expected: null }, {}, { low: 1, likely: 33, high: 1024 }],
  ])('with %s', (_, testCase, parameters, range) => {
    expect(estimateOutput(caseOf(testCase), parameters)).toEqual(range);
  });

  it('goes by a counter where there is one', () => {
    expect(estimateOutput(caseOf({ expected: 'abc' }), {}, () => 7)).toMatchObject({ likely: 39 });
  });
});

describe('attachments', () => {
  it.each([
    ['none', [], { low: 0, likely: 0, high: 0 }],
    ['two pictures', [picture, picture], { low: 170, likely: 2000, high: 3200 }],
    ['a short document', [pdf(1)], { low: 258, likely: 2000, high: 46_000 }],
    ['a document of 120 kB', [pdf(120_000)], { low: 258, likely: 6000, high: 138_000 }],
    ['a document of unknown size', [pdf(null)], { low: 258, likely: 20_000, high: 460_000 }],
  ])('%s', (_, attachments, range) => expect(estimateAttachments(attachments)).toEqual(range));
});

/** The same bytes, read by us, by the provider's package and by the maker's own SDK: all see the same of whatever answer there is. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { vendorOf } from '../../src/providers/registry.ts';
import { readerOf } from '../../src/providers/readers/readers.ts';
import { readBody } from '../made-up/read-body.ts';
import { packageSays } from './recorded/package-witness.ts';
import { sdks } from './sdk-witnesses.ts';
import { anyAnswer } from './zoo/any-answer.ts';
import { chatWriter } from './zoo/write-chat.ts';
import { converseWriter } from './zoo/write-converse.ts';
import { geminiWriter } from './zoo/write-gemini.ts';
import { messagesWriter } from './zoo/write-messages.ts';
import { responsesWriter } from './zoo/write-responses.ts';
import type { ZooAnswer, ZooUsage, ZooWriter } from './zoo/zoo-answer.ts';

const writers: Record<string, ZooWriter> = {
  compatible: chatWriter,
  openai: chatWriter,
  'openai-responses': responsesWriter,
  anthropic: messagesWriter,
  google: geminiWriter,
  bedrock: converseWriter,
};
/** Of the output; Converse does not tell it apart. */
const withReasoning = anyAnswer.map((answer): ZooAnswer => {
  const usage = answer.usage as ZooUsage;
  return { ...answer, usage: { ...usage, reasoning: Math.floor(usage.output / 3) } };
});
const url = 'http://127.0.0.1:9/v1';
const parsed = (calls: { name: string; arguments: unknown }[]) =>
  calls.map(({ name, arguments: json }) => ({
    name,
    arguments: typeof json === 'string' ? (JSON.parse(json || '{}') as unknown) : json,
  }));

/** Has `check` see our reading of random answers, with a `fetch` that answers with the same bytes. */
const compare = (
  provider: string,
  check: (
    ours: ReturnType<typeof readBody>['builder'],
    fetch: typeof globalThis.fetch,
    answer: ZooAnswer,
  ) => Promise<void>,
) =>
  fc.assert(
    fc.asyncProperty(provider === 'bedrock' ? anyAnswer : withReasoning, async (answer) => {
      const { stream, contentType } = writers[provider] as ZooWriter;
      const body = Buffer.concat((stream(answer) ?? []).map((frame) => Buffer.from(frame as string)));
      const open = readerOf(vendorOf(provider), { packageReads: false })!;
      const { builder, thrown } = readBody(open, contentType, [body]);
      expect(thrown).toBeNull();
      await check(
        builder,
        async () => new Response(body, { headers: { 'content-type': contentType } }),
        answer,
      );
    }),
    { numRuns: 40 },
  );

describe.each(Object.keys(writers))('%s', (provider) => {
  it('is read as its package reads it', () =>
    compare(provider, async (ours, fetch, answer) => {
      const seen = await packageSays(provider, url, fetch);
      const { text, reasoning, toolCalls } = ours.answer();
      expect({
        text,
        // OpenAI's own answers have none in Chat Completions, so its package does not look
        reasoning: provider === 'openai' ? '' : reasoning,
        toolCalls: parsed(toolCalls),
        files: 0,
        finish: ours.finishReason?.unified,
        inputTotal: ours.tokens?.inputTotal,
        outputTotal: ours.tokens?.outputTotal,
        cacheRead: ours.tokens?.cacheRead,
        reasoningTokens: ours.tokens?.reasoning ?? undefined,
        error: undefined,
      }).toEqual({ ...seen, toolCalls: parsed(seen.toolCalls) });
      expect(text).toBe((answer.texts ?? []).join(''));
    }));
});

describe.each(sdks)('$provider', ({ provider, sdk, says }) => {
  it(`is read as ${sdk} reads it`, () =>
    compare(provider, async (ours, fetch, answer) => {
      vi.stubGlobal('fetch', fetch);
      const witness = await says(url).finally(() => vi.unstubAllGlobals());
      const read = ours.answer();
      expect({
        text: read.text,
        toolCalls: parsed(read.toolCalls),
        inputTotal: ours.tokens?.inputTotal,
        outputTotal: ours.tokens?.outputTotal,
        finish: witness.finish === null ? null : read.finishReason,
      }).toEqual(witness);
      expect(witness.text).toBe((answer.texts ?? []).join(''));
    }));
});

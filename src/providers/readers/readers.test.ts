import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerBuilder } from '../lanes/answer-builder.ts';
import { vendorOf } from '../registry.ts';
import type { AnswerContext, JsonObject } from './answer-reader.ts';
import { MalformedAnswer } from './malformed-answer.ts';
import { readerOf } from './readers.ts';

const context: AnswerContext = { vendorId: 'v', toolNames: new Set(['f']), structuredTool: null };

/** Words of all wires, so that what is made up goes deep. */
const names = fc.constantFrom(
  ...'type message content text delta index usage error finish_reason finishReason stop_reason choices candidates parts'.split(
    ' ',
  ),
  ...'functionCall args partialArgs jsonPath stringValue inlineData promptFeedback usageMetadata groundingMetadata'.split(
    ' ',
  ),
  ...'content_block thinking signature input partial_json server_tool_use iterations response output item output_index'.split(
    ' ',
  ),
  ...'item_id summary annotations arguments call_id name id tool_calls function reasoning toolUse reasoningContent'.split(
    ' ',
  ),
  ...'contentBlockIndex start stopReason cacheDetails tokens billed_units input_tokens output_tokens total_tokens'.split(
    ' ',
  ),
  ...'prompt_tokens completion_tokens promptTokenCount candidatesTokenCount inputTokens outputTokens __proto__'.split(
    ' ',
  ),
);
const words = fc.constantFrom(
  ...'text thinking tool_use server_tool_use compaction fallback message_start message_delta content_block_start'.split(
    ' ',
  ),
  ...'content_block_delta content_block_stop text_delta input_json_delta signature_delta reasoning function_call'.split(
    ' ',
  ),
  ...'response.created response.completed response.failed response.output_item.added response.output_item.done'.split(
    ' ',
  ),
  ...'response.output_text.delta response.function_call_arguments.delta web_search_call message content-delta'.split(
    ' ',
  ),
  ...'tool-call-start tool-call-delta message-end contentBlockDelta contentBlockStart messageStop metadata STOP $.a[0].b'.split(
    ' ',
  ),
);
const leaf = fc.oneof(fc.string(), words, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
}));
const frame = fc.dictionary(names, value, { maxKeys: 6 }) as fc.Arbitrary<JsonObject>;

const isCount = (count: unknown) =>
  count === null || count === undefined || (Number.isSafeInteger(count) && (count as number) >= 0);

function check(builder: AnswerBuilder): void {
  const { text, reasoning, toolCalls, finishReason } = builder.answer();
  expect(text + reasoning).not.toContain('[object Object]');
  for (const call of toolCalls)
    expect([typeof call.name, typeof call.arguments]).toEqual(['string', 'string']);
  expect(['string', 'object']).toContain(typeof finishReason);
  expect(Object.values(builder.tokens ?? {}).filter((count) => !isCount(count))).toEqual([]);
  expect(
    Object.values(builder.facts).filter((fact) => typeof fact !== 'string' && typeof fact !== 'number'),
  ).toEqual([]);
}

describe.each([
  'compatible',
  'mistral',
  'openai-responses',
  'xai',
  'anthropic',
  'google',
  'bedrock',
  'cohere',
])('the reader of %s', (id) => {
  const open = readerOf(vendorOf(id), { packageReads: false })!;
  const begin = () => {
    const builder = new AnswerBuilder([1, 2, 3, 4, 5, 6], { keepTurn: true });
    return { builder, reader: open((part) => builder.add(part), context) };
  };

  it('bears whatever frames come, and makes no text or count of what is none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(frame, words), { maxLength: 6 }), (frames) => {
        const { builder, reader } = begin();
        for (const [each, event] of frames) {
          builder.nextFrame();
          try {
            reader.frame(each, event);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedAnswer);
          }
        }
        reader.end();
        check(builder);
      }),
      { numRuns: 300 },
    );
  });

  it('bears whatever comes in one piece', () => {
    fc.assert(
      fc.property(value, (body) => {
        const { builder, reader } = begin();
        builder.nextFrame();
        try {
          reader.whole(body);
          reader.end();
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedAnswer);
        }
        check(builder);
      }),
      { numRuns: 300 },
    );
  });
});

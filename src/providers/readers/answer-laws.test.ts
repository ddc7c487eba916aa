/** What holds of every wire that is read here, whatever the answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsEvent } from '../../../test/conformance/aws-event.ts';
import { sse } from '../../../test/conformance/wire-script.ts';
import { anyAnswer } from '../../../test/conformance/zoo/any-answer.ts';
import { chatWriter } from '../../../test/conformance/zoo/write-chat.ts';
import { cohereWriter } from '../../../test/conformance/zoo/write-cohere.ts';
import { converseWriter } from '../../../test/conformance/zoo/write-converse.ts';
import { geminiWriter } from '../../../test/conformance/zoo/write-gemini.ts';
import { messagesWriter } from '../../../test/conformance/zoo/write-messages.ts';
import { responsesWriter } from '../../../test/conformance/zoo/write-responses.ts';
import type { ZooAnswer } from '../../../test/conformance/zoo/zoo-answer.ts';
import { cutAt, readBody, type ReadBody } from '../../../test/made-up/read-body.ts';
import { openMessagesReader } from './anthropic/messages-reader.ts';
import { openConverseReader } from './bedrock/converse-reader.ts';
import { openChatReader } from './chat/chat-reader.ts';
import { openCohereReader } from './cohere/cohere-reader.ts';
import { openGeminiReader } from './gemini/gemini-reader.ts';
import { openResponsesReader } from './responses/responses-reader.ts';

const wires = [
  { wire: 'openai-chat', open: openChatReader, writer: chatWriter },
  { wire: 'openai-responses', open: openResponsesReader, writer: responsesWriter },
  { wire: 'anthropic-messages', open: openMessagesReader, writer: messagesWriter },
  { wire: 'gemini', open: openGeminiReader, writer: geminiWriter },
  { wire: 'bedrock-converse', open: openConverseReader, writer: converseWriter },
  { wire: 'cohere-chat', open: openCohereReader, writer: cohereWriter },
];
const meanings = { stop: 'stop', length: 'length', tools: 'tool-calls' };
const broken = new Error('the connection broke');
const sum = (...counts: (number | null | undefined)[]) =>
  counts.reduce<number>((all, count) => all + (count ?? 0), 0);

function seenIn({ builder, thrown }: ReadBody) {
  const { frames, finishReason, tokens, facts } = builder;
  return { answer: builder.answer(), kinds: frames.kinds, finishReason, tokens, facts, thrown };
}

/** Fields that no wire knows, wherever one may stand; what a model wrote is left as it is. */
function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([name, item]) => [
    name,
    name === 'args' || name === 'input' ? item : withUnknownFields(item),
  ]);
  return { ...Object.fromEntries(known), novelty: { text: 'x', n: [1] } };
}

describe.each(wires)('$wire', ({ wire, open, writer }) => {
  const isBinary = wire === 'bedrock-converse';
  const framesOf = (answer: ZooAnswer) =>
    (writer.stream(answer) ?? []).map((each): Buffer => Buffer.from(each as string));
  const read = (pieces: Uint8Array[], brokenBy?: Error) =>
    readBody(open, writer.contentType, pieces, brokenBy);

  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const { builder, thrown } = read(framesOf(answer));
        const { text, reasoning, toolCalls } = builder.answer();
        expect({ text, reasoning, thrown }).toEqual({
          text: (answer.texts ?? []).join(''),
          reasoning: answer.reasoning ?? '',
          thrown: null,
        });
        expect(toolCalls.map((call) => [call.name, JSON.parse(call.arguments) as unknown])).toEqual(
          (answer.calls ?? []).map((call) => [call.name, call.input ?? {}]),
        );
        expect(builder.finishReason?.unified).toBe(meanings[answer.end as keyof typeof meanings]);
        expect(builder.tokens).toMatchObject({
          inputTotal: (answer.usage as { input: number }).input,
          outputTotal: (answer.usage as { output: number }).output,
        });
        const { tokens } = builder;
        expect(sum(tokens?.input, tokens?.cacheRead, tokens?.cacheWrite)).toBe(tokens?.inputTotal);
      }),
    );
  });

  it('is the same wherever its bytes are cut, each frame at the instant of its last byte', () => {
    fc.assert(
      fc.property(anyAnswer, fc.array(fc.nat(), { maxLength: 30 }), (answer, cuts) => {
        const frames = framesOf(answer);
        const bytes = Buffer.concat(frames);
        const whole = read(frames);
        const pieces = cutAt(bytes, cuts);
        const cut = read(pieces);
        expect(seenIn(cut)).toEqual(seenIn(whole));
        const ends = (all: Buffer[]) => all.map((_, i) => Buffer.concat(all.slice(0, i + 1)).length);
        const [frameEnds, pieceEnds] = [ends(frames), ends(pieces)];
        expect(cut.builder.frames.at).toEqual(
          whole.builder.frames.at.map(
            (at) => 10 * pieceEnds.findIndex((end) => end >= (frameEnds[at / 10] as number)),
          ),
        );
      }),
    );
  });

  it('is the same with events and fields that nobody knows', () => {
    const novelty = { type: 'novelty', value: { text: 'x', delta: 'y' } };
    const unknown: Buffer = isBinary ? awsEvent('novelty', novelty) : Buffer.from(sse(novelty, 'novelty'));
    fc.assert(
      fc.property(anyAnswer, fc.nat(), (answer, place) => {
        const frames = framesOf(answer);
        const at = place % (frames.length + 1);
        expect(seenIn(read(frames.toSpliced(at, 0, unknown)))).toEqual(seenIn(read(frames)));
        if (isBinary) return;
        const more = frames.map((frame) =>
          frame
            .toString()
            .replace(
              /^data: (\{.*\})$/m,
              (_, json: string) => `data: ${JSON.stringify(withUnknownFields(JSON.parse(json)))}`,
            ),
        );
        expect(seenIn(read(more.map((frame) => Buffer.from(frame))))).toEqual(seenIn(read(frames)));
      }),
    );
  });

  it('is an error when the connection breaks, with all that had come', () => {
    fc.assert(
      fc.property(anyAnswer, fc.nat(), (answer, place) => {
        const frames = framesOf(answer);
        const bytes = Buffer.concat(frames);
        const length = place % bytes.length;
        let wholeFrames = 0;
        for (let end = 0; (end += frames[wholeFrames]?.length ?? Infinity) <= length;) wholeFrames++;
        const torn = read([bytes.subarray(0, length)], broken);
        expect(torn.thrown).toEqual({ error: broken, insideStream: true });
        const { thrown: _, ...had } = seenIn(read([Buffer.concat(frames.slice(0, wholeFrames))]));
        expect(seenIn(torn)).toMatchObject(had);
        expect((answer.texts ?? []).join('')).toContain(had.answer.text);
      }),
    );
  });
});

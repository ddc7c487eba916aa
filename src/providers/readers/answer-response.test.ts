import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerBuilder } from '../lanes/answer-builder.ts';
import type { Thrown } from '../lanes/conclude-call.ts';
import { ResponseHeaders } from '../transport/response-headers.ts';
import { AnswerResponse } from './answer-response.ts';
import { MalformedAnswer } from './malformed-answer.ts';
import { openChatReader } from './chat/chat-reader.ts';

const context = { vendorId: 'mine', toolNames: new Set<string>(), structuredTool: null };

/** Bodies of pieces, each arriving ten milliseconds after the last. */
function respond(pieces: (string | Uint8Array)[], contentType: string | null, status = 200) {
  const timestamps: number[] = [];
  const builder = new AnswerBuilder(timestamps);
  let thrown: Thrown | undefined;
  const response = new AnswerResponse(timestamps, builder, openChatReader, context, (what) => {
    thrown = what;
  });
  response.head(status, new ResponseHeaders(contentType === null ? [] : ['Content-Type', contentType]));
  pieces.forEach((piece, i) => response.data(Buffer.from(piece as string), i * 10));
  response.end();
  return {
    thrown,
    builder,
    answer: builder.answer(),
    at: builder.frames.at,
    isComplete: response.isComplete,
  };
}

const frame = (content: string, finish: string | null = null) =>
  JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const sse = 'text/event-stream';
const ok = { text: 'Lima', finishReason: 'stop' };

describe('a stream', () => {
  it.each([
    ['as usual', [`data: ${frame('Li')}\n\ndata: ${frame('ma')}\n\ndata: ${frame('', 'stop')}\n\ndata: [DONE]\n\n`]],
    ['without an end mark and a last empty line', [`data: ${frame('Lima')}\n\n`, `data: ${frame('', 'stop')}`]],
    ['without spaces', [`data:${frame('Lima')}\n\ndata:${frame('', 'stop')}\n\n`]],
    ['with CRLF', [`data: ${frame('Lima')}\r\n\r\ndata: ${frame('', 'stop')}\r\n\r\n`]],
    ['with CRLF, its last event not ended', [`data: ${frame('Lima')}\r\n\r\ndata: ${frame('', 'stop')}\r\n`]],
    ['with a byte order mark', [`\uFEFFdata: ${frame('Lima')}\n\ndata: ${frame('', 'stop')}\n\n`]],
    ['with comments, pings and names', [`: ping\n\nevent: ping\ndata: {}\n\ndata: ping\n\ndata:\n\nevent: chunk\ndata: ${frame('Lima')}\n\n`, `: ping\n\ndata: ${frame('', 'stop')}\n\n`]],
    ['after white space', ['\n', '  \n\n', `data: ${frame('Lima')}\n\ndata: ${frame('', 'stop')}\n\n`]],
    ['of spaced JSON', [`data: ${frame('Li').replaceAll(':', ': ')}\n\ndata: ${frame('ma').replaceAll(':', ': ')}\n\ndata: ${frame('', 'stop')}\n\n`]],
  ])('%s', (_, pieces) => {
    for (const type of [sse, 'text/plain', 'application/json', 'application/octet-stream', null])
      expect(respond(pieces, type)).toMatchObject({ thrown: null, answer: ok });
  }); // prettier-ignore

  it('has each frame at its instant, wherever bytes are cut', () => {
    const whole = Buffer.from(
      ['Hä', 'llo 世', '🚀', '"\n'].map((text) => `data: ${frame(text)}\n\n`).join(''),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const { answer, at: timestamps } = respond(
          at.slice(1).map((end, i) => whole.subarray(at[i], end)),
          sse,
        );
        expect(answer.text).toBe('Hällo 世🚀"\n');
        const ends = [...whole.toString('latin1').matchAll(/\n\n/g)].map(({ index }) => index + 2);
        expect(timestamps).toEqual(ends.map((end) => 10 * at.slice(1).findIndex((cut) => cut >= end)));
      }),
    );
  });

  it('that ends within a frame was cut', () => {
    const { thrown, builder } = respond([`data: ${frame('Li')}\n\ndata: {"choices":[{"del`], sse);
    expect([thrown, builder.finishReason]).toEqual([null, null]);
  });

  it('is complete with its closing event, whatever follows', () => {
    const frames = `data: ${frame('Lima')}\n\ndata: ${frame('', 'stop')}\n\n`;
    expect(respond([frames], sse).isComplete).toBe(false);
    const closed = respond([`${frames}data: [DONE]\n\ndata: {"half\n\n`], sse);
    expect(closed).toMatchObject({ isComplete: true, thrown: null, answer: ok });
    for (const type of ['message_stop', 'response.completed', 'response.failed'])
      expect(respond([`data: {"type":"${type}"}\n\n`], sse).isComplete).toBe(true);
  });

  it('with a frame that is no JSON has failed', () => {
    const { thrown } = respond([`data: ${frame('Li')}\n\ndata: upstream died\n\n`], sse);
    expect(String(thrown?.error)).toContain('upstream died');
  });

  it('of lines of JSON is read by its type', () => {
    const { answer } = respond(
      [`${frame('Li')}\n${frame('ma')}\n`, frame('', 'stop')],
      'application/x-ndjson',
    );
    expect(answer).toMatchObject(ok);
  });
});

describe('a document', () => {
  const body = JSON.stringify({ choices: [{ message: { content: 'Lima' }, finish_reason: 'stop' }] });
  it.each([sse, 'application/json', 'text/plain', null])('is read whatever its type: %s', (type) => {
    const { answer, thrown, at } = respond(['\n \n', body.slice(0, 9), body.slice(9)], type);
    expect({ answer, thrown }).toMatchObject({ answer: ok, thrown: null });
    expect(at).toEqual([20]);
  });
  it('of no form that is known is malformed', () => {
    for (const text of ['<html>no</html>', '{"choices":', '[1, 2]'])
      expect(respond([text], 'text/html').thrown?.error).toBeInstanceOf(MalformedAnswer);
    const unknown = { choices: [{ message: { content: 7 } }] };
    expect(respond([JSON.stringify(unknown)], sse).thrown?.error).toBeInstanceOf(MalformedAnswer);
  });
});

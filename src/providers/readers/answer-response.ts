/** Reads one response with the reader of its wire. */
import { headOf } from '../../base/cut-text.ts';
import { JSONParseError } from '@ai-sdk/provider';
import { StringDecoder } from 'node:string_decoder';
import type { AnswerBuilder } from '../lanes/answer-builder.ts';
import type { Thrown } from '../lanes/conclude-call.ts';
import type { ResponseHeaders } from '../transport/response-headers.ts';
import type { ResponseSink } from '../transport/response-sink.ts';
import type { AnswerPart } from './answer-part.ts';
import type { AnswerContext, AnswerReader, OpenReader } from './answer-reader.ts';
import { isObject, textOf } from './fields.ts';
import type { FrameTaker, Framing } from './frame-taker.ts';
import { framingOf } from './framing.ts';
import { MalformedAnswer } from './malformed-answer.ts';
import { refusal } from './refusal.ts';
import { RepeatedFrame } from './repeated-frame.ts';

const maxErrorBody = 100_000;

/** What servers send as data to keep a connection open, and what ends a stream of OpenAI's kind. */
const saysNothing = /^\s*(\[DONE\]|null|ping|pong|heartbeat|keep-?alive)?\s*$/i;

/** No part of an answer comes behind an event of these names. */
const closing = /^(?:message_stop|response\.(?:completed|incomplete|failed))$/;

export class AnswerResponse implements ResponseSink, FrameTaker {
  readonly #timestamps: number[];
  readonly #builder: AnswerBuilder;
  readonly #reader: AnswerReader;
  readonly #repeated = new RepeatedFrame();
  readonly #settled: (thrown: Thrown) => void;
  #framing: Framing | null = null;
  #status = 0;
  #contentType = '';
  #refusal = '';
  readonly #decoder = new StringDecoder('utf8');
  #at = 0;
  #isEnding = false;
  isComplete = false;
  /** The latest piece of text or reasoning. */
  #piece: Extract<AnswerPart, { type: 'text-delta' | 'reasoning-delta' }> | null = null;

  /** `settled` is called once. */
  constructor(
    timestamps: number[],
    builder: AnswerBuilder,
    open: OpenReader,
    context: AnswerContext,
    settled: (thrown: Thrown) => void,
  ) {
    this.#timestamps = timestamps;
    this.#builder = builder;
    this.#reader = open((part) => this.#add(part), context);
    this.#settled = settled;
  }

  head(status: number, headers: ResponseHeaders): void {
    this.#status = status;
    this.#contentType = headers.get('content-type') ?? '';
    if (status < 400) this.#framing = framingOf(this.#contentType, this);
  }

  data(bytes: Uint8Array, atMs: number): void {
    this.#at = atMs;
    if (this.#framing) this.#framing.push(bytes);
    else if (this.#refusal.length < maxErrorBody) this.#refusal += this.#decoder.write(bytes as Buffer);
  }

  #add(part: AnswerPart): void {
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') this.#piece = part;
    this.#builder.add(part);
  }

  /** What a reader cannot make sense of is an error of the answer. */
  #orError<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#builder.add({ type: 'error', error });
      return undefined;
    }
  }

  #begin(): void {
    this.#timestamps.push(this.#at);
    this.#builder.nextFrame();
  }

  frame(data: string, event: string): void {
    const text = this.#repeated.textOf(data);
    if (text !== null && this.#piece) {
      this.#begin();
      if (this.#reader.repeated) this.#reader.repeated(text);
      else this.#builder.add({ ...this.#piece, delta: text });
      return;
    }
    this.#repeated.forget();
    if (data[0] !== '{' && saysNothing.test(data)) {
      this.isComplete ||= data.trim() === '[DONE]';
      return;
    }
    this.#begin();
    let frame: unknown;
    try {
      frame = JSON.parse(data);
    } catch (cause) {
      frame = cause;
    }
    // Google's wrap an error into a list
    const frames = Array.isArray(frame) ? frame : [frame];
    if (!frames.every(isObject) || frame instanceof Error) {
      // the last event of a torn stream is half a frame
      const error = new JSONParseError({ text: data, cause: frame });
      if (!this.#isEnding && !this.isComplete) this.#builder.add({ type: 'error', error });
      return;
    }
    for (const each of frames) {
      this.isComplete ||= closing.test(event || textOf(each['type']));
      const isPlain = this.#orError(() => this.#reader.frame(each, event)) ?? false;
      if (isPlain && this.#piece && each === frame) this.#repeated.learn(data, this.#piece.delta);
    }
  }

  whole(text: string): void {
    this.#begin();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      const what = text.startsWith('<') ? 'a page' : `not JSON: ${headOf(text, 200)}`;
      const error = new MalformedAnswer(
        `the answer is ${this.#contentType || what}, not an API response: check baseUrl and proxies`,
      );
      this.#builder.add({ type: 'error', error });
      return;
    }
    const only = Array.isArray(body) && body.length === 1 ? (body[0] as unknown) : body;
    this.#orError(() => this.#reader.whole(only));
  }

  end(): void {
    if (!this.#framing) {
      const error = refusal(this.#status, this.#refusal);
      this.#settled({ error, insideStream: false });
      return;
    }
    this.#isEnding = true;
    this.#framing.end();
    this.#reader.end();
    const { error } = this.#builder;
    this.#settled(error === undefined ? null : { error, insideStream: true });
  }

  /** The connection broke: of what had come, all but a half frame is kept. */
  fail(error: Error): void {
    if (this.#framing && !this.#isEnding) this.#orError(() => this.#reader.end());
    this.#settled({ error, insideStream: this.#status > 0 });
  }
}

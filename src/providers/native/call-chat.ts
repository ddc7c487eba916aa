/**
 * One call to an OpenAI-compatible endpoint without a provider package in between: for load, where a package's streams and
 * validation cost more than all the rest. The same transport, stamps, builder and result as `callModel`.
 */
import { APICallError } from '@ai-sdk/provider';
import { StringDecoder } from 'node:string_decoder';
import type { CallResult } from '../../contract/attempt.ts';
import { AnswerBuilder } from '../lanes/answer-builder.ts';
import { concludeCall, type Thrown } from '../lanes/conclude-call.ts';
import type { LaneCall } from '../lanes/protocol.ts';
import type { ResponseHeaders } from '../transport/response-headers.ts';
import type { OutgoingRequest, ResponseSink, Transport } from '../transport/transport.ts';
import { ChatParts, type ChatFrame } from './chat-parts.ts';
import { EventData } from './event-data.ts';
import { RepeatedFrame } from './repeated-frame.ts';

const mostErrorBody = 100_000;

/** Reads one response; `settled` is called once. */
class ChatResponse implements ResponseSink {
  readonly #stamps: number[];
  readonly #builder: AnswerBuilder;
  readonly #parts = new ChatParts();
  readonly #repeated = new RepeatedFrame();
  // a `TextDecoder` is an object of the engine's own, and one a call
  readonly #decoder = new StringDecoder('utf8');
  readonly #events: EventData;
  readonly #settled: (thrown: Thrown) => void;
  #status = 0;
  /** A body that is no event stream: an error, or a completion in one piece. */
  #whole: string | null = null;
  #at = 0;

  constructor(stamps: number[], builder: AnswerBuilder, settled: (thrown: Thrown) => void) {
    this.#stamps = stamps;
    this.#builder = builder;
    this.#settled = settled;
    this.#events = new EventData((data) => this.#event(data));
  }

  head(status: number, headers: ResponseHeaders): void {
    this.#status = status;
    if (status >= 400 || headers.get('content-type')?.includes('application/json')) this.#whole = '';
  }

  data(bytes: Uint8Array, atMs: number): void {
    this.#at = atMs;
    const text = this.#decoder.write(bytes as Buffer);
    if (this.#whole === null) this.#events.feed(text);
    else if (this.#status < 400 || this.#whole.length < mostErrorBody) this.#whole += text;
  }

  #event(data: string): void {
    if (data === '[DONE]') return;
    this.#stamps.push(this.#at);
    const text = this.#repeated.textOf(data);
    if (text !== null) {
      this.#builder.add({ type: 'raw', rawValue: null });
      this.#builder.add({ type: 'text-delta', id: '0', delta: text });
      return;
    }
    let frame: ChatFrame;
    try {
      frame = JSON.parse(data) as ChatFrame;
    } catch {
      this.#builder.add({ type: 'raw', rawValue: null });
      this.#builder.add({ type: 'error', error: new Error(`a frame is not JSON: ${data.slice(0, 200)}`) });
      return;
    }
    this.#builder.add({ type: 'raw', rawValue: frame });
    this.#repeated.learn(data, frame);
    for (const part of this.#parts.read(frame)) this.#builder.add(part);
  }

  end(): void {
    if (this.#status >= 400) {
      this.#settled({ error: refusal(this.#status, this.#whole ?? ''), insideStream: false });
      return;
    }
    if (this.#whole !== null) this.#event(this.#whole);
    for (const part of this.#parts.end()) this.#builder.add(part);
    this.#settled(
      this.#builder.error === undefined ? null : { error: this.#builder.error, insideStream: true },
    );
  }

  fail(error: Error): void {
    this.#settled({ error, insideStream: this.#status > 0 });
  }
}

/** The provider's own message out of an error body, in the class `describeFailure` knows. */
function refusal(statusCode: number, responseBody: string): APICallError {
  let message = responseBody.slice(0, 500);
  try {
    const { error } = JSON.parse(responseBody) as { error?: string | { message?: string } };
    message = (typeof error === 'string' ? error : error?.message) ?? message;
  } catch {
    // not JSON: the text itself is the message
  }
  return new APICallError({
    message: message || `status ${statusCode}`,
    url: '',
    requestBodyValues: {},
    statusCode,
    responseBody,
  });
}

/** Asks once. Always resolves: what went wrong is in the result. */
export async function callChat(
  call: LaneCall,
  request: OutgoingRequest,
  transport: Transport,
  secret: string | undefined,
): Promise<CallResult> {
  const trace = transport.open(call.callId, call.timeoutMs, call.notBeforeMs);
  const stamps = trace.frames.at;
  const builder = new AnswerBuilder(stamps, call.keepTurn);
  const thrown = await new Promise<Thrown>((settled) => {
    try {
      transport.send(call.callId, request, new ChatResponse(stamps, builder, settled));
    } catch (error) {
      settled({ error, insideStream: false });
    }
  });
  transport.release(call.callId);
  return concludeCall(call, trace, builder, thrown, secret);
}

/** One answer on its way from the clock to whoever asked: stamped, decompressed, held to its limits. Whatever goes wrong ends this answer alone. */
import { redirectText } from '../failure/redirect.ts';
import { BodyDecoder, codingsOf } from './body-decoder.ts';
import type { FromClock } from './protocol.ts';
import { ResponseHeaders } from './response-headers.ts';
import { asTransportError, tooLarge, TransportError } from './transport-error.ts';
import type { ResponseSink, WireLimits } from './response-sink.ts';
import type { WireTrace } from './wire-trace.ts';

/** Of a refusal so much is read: who says no at length is not listened to longer. */
const maxErrorBytes = 1_000_000;

/** Some servers leave the connection open behind their last event. */
const graceMs = 2000;

/** Read bytes are told to the clock in lots, so that short answers cost nothing. */
const tellEveryBytes = 128 * 1024;

/** What an answer can do to its request. */
export interface Request {
  abort(): void;
  taken(bytes: number): void;
}

/** A status that brings no answer, whatever comes with it. */
function checkStatus(status: number, headers: ResponseHeaders): void {
  if (status === 204 || status === 205 || status === 304)
    throw new TransportError(
      'ASSAY_NO_CONTENT',
      `status ${status}: the response has no content; check baseUrl`,
    );
  if (status >= 300 && status < 400)
    throw new TransportError('ASSAY_REDIRECT', redirectText(status, headers));
}

export class IncomingAnswer {
  readonly #trace: WireTrace;
  readonly #sink: ResponseSink;
  readonly #limits: WireLimits;
  readonly #request: Request;
  #decoder: BodyDecoder | null = null;
  #isOver = false;
  #isRefusal = false;
  /** Its frames can be told apart, so that each is held to the limit of one. */
  #isFramed = false;
  #receivedBytes = 0;
  #openFrameBytes = 0;
  #untoldBytes = 0;
  #lastMs = 0;
  #grace: NodeJS.Timeout | undefined;

  constructor(trace: WireTrace, sink: ResponseSink, limits: WireLimits, request: Request) {
    this.#trace = trace;
    this.#sink = sink;
    this.#limits = limits;
    this.#request = request;
  }

  /** True once nothing more can come from the clock. */
  receive(message: FromClock, bytes: Uint8Array): boolean {
    if (!this.#isOver) {
      try {
        this.#take(message, bytes);
      } catch (error) {
        this.#giveUp(error);
      }
    }
    return this.#isOver || message[0] === 'end' || message[0] === 'fail';
  }

  #take(message: FromClock, bytes: Uint8Array): void {
    const trace = this.#trace;
    switch (message[0]) {
      case 'head':
        [, , trace.sentMs, trace.connection, trace.headersMs, trace.status] = message;
        trace.headers = new ResponseHeaders(message[6]);
        this.#begin(message[5], trace.headers);
        break;
      case 'data':
        trace.firstByteMs ??= message[2];
        this.#lastMs = message[2];
        this.#body(bytes, message[2]);
        if (this.#sink.isComplete) this.#grace ??= setTimeout(() => this.#endEarly(), graceMs);
        break;
      case 'end':
        trace.closedMs = message[2];
        if (this.#decoder)
          this.#decoder.end().then(
            () => this.#end(),
            (error: unknown) => this.#cut(error),
          );
        else this.#end();
        break;
      case 'fail':
        // however the connection went down then, and whenever
        if (this.#sink.isComplete && !this.#isRefusal) return this.#endEarly();
        trace.closedMs = message[2];
        trace.sentMs ??= message[3];
        trace.connection ??= message[4];
        throw new TransportError(message[5], message[6]);
    }
  }

  #begin(status: number, headers: ResponseHeaders): void {
    checkStatus(status, headers);
    this.#isRefusal = status >= 400;
    this.#isFramed = !this.#isRefusal && !/^application\/json\b/i.test(headers.get('content-type') ?? '');
    const coding = headers.get('content-encoding');
    let codings: string[] = [];
    try {
      if (coding !== null) codings = codingsOf(coding);
    } catch (error) {
      if (!this.#isRefusal) throw error;
      // the status tells enough
      this.#sink.head(status, headers);
      return this.#endEarly();
    }
    if (codings.length > 0)
      this.#decoder = new BodyDecoder(codings, (bytes, atMs) => void this.#deliver(bytes, atMs));
    this.#sink.head(status, headers);
  }

  #body(bytes: Uint8Array, atMs: number): void {
    const decoder = this.#decoder;
    const taken = decoder ? decoder.push(bytes, atMs) : this.#deliver(bytes, atMs);
    if (!taken) return this.#taken(bytes.length);
    taken.then(
      () => this.#taken(bytes.length),
      (error: unknown) => this.#cut(error),
    );
  }

  #deliver(bytes: Uint8Array, atMs: number): void | Promise<void> {
    if (this.#isOver) return;
    const { at } = this.#trace.frames;
    const framesBefore = at.length;
    this.#receivedBytes += bytes.length;
    if (this.#receivedBytes > this.#limits.bodyBytes)
      throw tooLarge('the answer', this.#limits.bodyBytes, 'limits.maxResponseMb');
    const taken = this.#sink.data(bytes, atMs);
    this.#openFrameBytes = at.length > framesBefore ? 0 : this.#openFrameBytes + bytes.length;
    if (this.#isFramed && this.#openFrameBytes > this.#limits.frameBytes)
      throw tooLarge('an event of the answer', this.#limits.frameBytes, 'limits.maxFrameMb');
    if (this.#isRefusal && this.#receivedBytes > maxErrorBytes) this.#endEarly();
    return taken;
  }

  #taken(bytes: number): void {
    this.#untoldBytes += bytes;
    if (this.#isOver || this.#untoldBytes < tellEveryBytes) return;
    this.#request.taken(this.#untoldBytes);
    this.#untoldBytes = 0;
  }

  /** A refusal whose body cannot be decompressed is still one. */
  #cut(error: unknown): void {
    if (this.#isOver) return;
    if (this.#isRefusal) this.#endEarly();
    else this.#giveUp(error);
  }

  #endEarly(): void {
    this.#trace.closedMs ??= this.#lastMs || this.#trace.headersMs;
    this.#request.abort();
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#grace);
    try {
      this.#sink.end();
    } catch (error) {
      this.#fail(error);
    }
  }

  #giveUp(error: unknown): void {
    this.#isOver = true;
    clearTimeout(this.#grace);
    this.#decoder?.close();
    this.#request.abort();
    this.#fail(error);
  }

  #fail(error: unknown): void {
    const failure = asTransportError(error);
    this.#trace.closedMs ??= this.#lastMs || this.#trace.headersMs;
    this.#trace.failure = { code: failure.code, message: failure.message };
    this.#sink.fail(failure);
  }
}

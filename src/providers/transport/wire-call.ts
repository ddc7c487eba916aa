import type { Dispatcher } from 'undici';
import { longestTimerMs, nowMs } from '../../base/clock.ts';
import type { ConnectionTimestamps, FromClock, WireRequest } from './protocol.ts';
import { tooLarge } from './transport-error.ts';

/** `chunk`: the bytes of a `data` message; copied in the same turn. */
type Post = (message: FromClock, chunk?: Uint8Array) => void;

/** More than this that the lane has not read: the socket is not read until it has. */
const maxUnreadBytes = 512 * 1024;

/** The other side has gone, says undici or the system. */
const hungUp = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|ECONNABORTED)$/;

/** Undici's parser. */
const notHttp = /^(HPE_|HTTPParserError)/;

/** What undici and its parser mean. */
function said(code: string, message: string): string {
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'the headers of the answer are over 256 kB';
  return notHttp.test(code) ? `the response is not valid HTTP/1.1: ${message}` : message;
}

/** Counts bytes as they are read. */
type Connection = { bytesRead: number };

/** Set while undici hands a request to a socket, so that the connector's stamp finds its call. */
let starting: ((socket: Connection, connection: ConnectionTimestamps | null) => void) | null = null;

/** Called from undici's `sendHeaders` channel, in the same turn as the write. `connection`: of a fresh one. */
export function timestampConnection(socket: Connection, connection: ConnectionTimestamps | null): void {
  starting?.(socket, connection);
  starting = null;
}

/** How the thread carries a call out. */
interface CallHooks {
  post: Post;
  done(id: number): void;
  /** Sends it once more, on a connection that nobody has used. */
  sendAgain(call: WireCall): void;
}

/** One request on the wire: stamps in the socket's callbacks and posts at once; it parses nothing. */
export class WireCall implements Dispatcher.DispatchHandler {
  #connection: ConnectionTimestamps | null = null;
  #sentMs: number | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #aborted: { code: string; message: string } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #settled = false;
  /** A used connection, with what had been read from it before this request; `null`: a fresh one, or none yet. */
  #reused: { socket: Connection; bytesRead: number } | null = null;
  #wasSentAgain = false;
  #bodyBytes = 0;
  #unreadBytes = 0;
  readonly request: WireRequest;
  readonly #hooks: CallHooks;

  constructor(request: WireRequest, hooks: CallHooks) {
    this.request = request;
    this.#hooks = hooks;
  }

  /** Just before it is dispatched: its time runs from here. `false`: it was given up meanwhile. */
  begin(): boolean {
    if (this.#settled) return false;
    const { timeoutMs } = this.request;
    this.#timer = setTimeout(
      () => this.abort('ASSAY_TIMEOUT', `no complete answer within ${timeoutMs} ms`),
      Math.min(longestTimerMs, timeoutMs),
    );
    return true;
  }

  abort(code: string, message: string): void {
    if (this.#settled) return;
    this.#aborted ??= { code, message };
    if (this.#controller) this.#controller.abort(new Error(message));
    else this.fail(code, message);
  }

  /** The lane has read so many bytes of the answer. */
  taken(bytes: number): void {
    this.#unreadBytes -= bytes;
    if (this.#controller?.paused && this.#unreadBytes < maxUnreadBytes / 2) this.#controller.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new Error('the call was aborted before it reached a socket'));
      return;
    }
    this.#controller = controller;
    starting = (socket, connection) => {
      this.#connection = connection;
      this.#reused = connection === null ? { socket, bytesRead: socket.bytesRead } : null;
    };
    this.#sentMs = nowMs();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // what is told ahead of an answer is none (100 Continue, 103 Early Hints)
    if (this.#settled || status < 200) return;
    const raw = (controller.rawHeaders ?? []) as Buffer[];
    const headers = raw.map((part) => part.toString('latin1'));
    const headersMs = nowMs();
    const { id } = this.request;
    this.#hooks.post(['head', id, this.#sentMs ?? headersMs, this.#connection, headersMs, status, headers]);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const atMs = nowMs();
    if (this.#settled) return;
    const { id, maxBodyBytes } = this.request;
    this.#bodyBytes += chunk.length;
    if (this.#bodyBytes > maxBodyBytes) {
      const { code, message } = tooLarge('the answer', maxBodyBytes, 'limits.maxResponseMb');
      this.abort(code, message);
      return;
    }
    this.#hooks.post(['data', id, atMs, chunk.length], chunk);
    this.#unreadBytes += chunk.length;
    if (this.#unreadBytes > maxUnreadBytes) controller.pause();
  }

  onResponseEnd(): void {
    const atMs = nowMs();
    if (this.#settle()) this.#hooks.post(['end', this.request.id, atMs]);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error & { code?: string }): void {
    if (this.#aborted) return this.fail(this.#aborted.code, this.#aborted.message);
    const code = error.code ?? error.name;
    if (this.#isUnanswered && hungUp.test(code)) return this.#sendAgain();
    this.fail(code, said(code, error.message || String(error.cause ?? error.name)));
  }

  /** On a used connection that the other side may have closed before the request was there: not a byte has come since. */
  get #isUnanswered(): boolean {
    const used = this.#reused;
    return !this.#settled && !this.#wasSentAgain && used !== null && used.socket.bytesRead === used.bytesRead;
  }

  #sendAgain(): void {
    this.#wasSentAgain = true;
    this.#reused = null;
    this.#controller = null;
    this.#sentMs = null;
    this.#hooks.sendAgain(this);
  }

  fail(code: string, message: string): void {
    const atMs = nowMs();
    const { id } = this.request;
    if (this.#settle()) this.#hooks.post(['fail', id, atMs, this.#sentMs, this.#connection, code, message]);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#hooks.done(this.request.id);
    return true;
  }
}

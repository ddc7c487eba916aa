import type { Dispatcher } from 'undici';
import { nowMs } from '../../base/clock.ts';
import type { ConnectionStamps, FromClock, WireRequest } from './protocol.ts';

/** `chunk`: the bytes of a `data` message; copied in the same turn. */
type Post = (message: FromClock, chunk?: Uint8Array) => void;

/** Set while undici hands a request to a socket, so that the connector's stamp finds its call. */
let starting: ((connection: ConnectionStamps | null) => void) | null = null;

/** Called from undici's `sendHeaders` channel, in the same turn as the write. */
export function stampConnection(connection: ConnectionStamps | null): void {
  starting?.(connection);
  starting = null;
}

/** One request on the wire: stamps in the socket's callbacks and posts at once; it parses nothing. */
export class WireCall implements Dispatcher.DispatchHandler {
  #connection: ConnectionStamps | null = null;
  #sentMs: number | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #aborted: { code: string; message: string } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #settled = false;
  readonly #id: number;
  readonly #timeoutMs: number;
  readonly #post: Post;
  readonly #done: (id: number) => void;

  constructor(request: WireRequest, post: Post, done: (id: number) => void) {
    this.#id = request.id;
    this.#post = post;
    this.#done = done;
    this.#timeoutMs = request.timeoutMs;
  }

  /** Just before it is dispatched: its time runs from here. `false`: it was given up meanwhile. */
  begin(): boolean {
    if (this.#settled) return false;
    this.#timer = setTimeout(
      () => this.abort('ASSAY_TIMEOUT', `no complete answer within ${this.#timeoutMs} ms`),
      this.#timeoutMs,
    );
    return true;
  }

  abort(code: string, message: string): void {
    if (this.#settled) return;
    this.#aborted ??= { code, message };
    if (this.#controller) this.#controller.abort(new Error(message));
    else this.#fail(code, message);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new Error('the call was given up before it reached a socket'));
      return;
    }
    this.#controller = controller;
    starting = (connection) => {
      this.#connection = connection;
    };
    this.#sentMs = nowMs();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    const raw = (controller.rawHeaders ?? []) as Buffer[];
    const headers = raw.map((part) => part.toString('latin1'));
    if (this.#settled) return;
    this.#post(['head', this.#id, this.#sentMs ?? nowMs(), this.#connection, nowMs(), status, headers]);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const atMs = nowMs();
    if (this.#settled) return;
    this.#post(['data', this.#id, atMs, chunk.length], chunk);
  }

  onResponseEnd(): void {
    const atMs = nowMs();
    if (this.#settle()) this.#post(['end', this.#id, atMs]);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error & { code?: string }): void {
    if (this.#aborted) this.#fail(this.#aborted.code, this.#aborted.message);
    else this.#fail(error.code ?? error.name, error.message || String(error.cause ?? error.name));
  }

  #fail(code: string, message: string): void {
    const atMs = nowMs();
    if (this.#settle()) this.#post(['fail', this.#id, atMs, this.#sentMs, this.#connection, code, message]);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#done(this.#id);
    return true;
  }
}

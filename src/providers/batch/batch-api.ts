/** Requests about batches. They are few and not measured, so they go over the process's own connections. */
import { headOf } from '../../base/cut-text.ts';
import { APICallError } from '@ai-sdk/provider';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { linesOf } from '../../base/lines-of.ts';
import { wallClockMs } from '../../base/clock.ts';
import { BatchError } from '../../contract/batch.ts';
import type { Redact } from '../../base/redactor.ts';
import { describeFailure } from '../failure.ts';
import { redactFailure } from '../redact-result.ts';
import { ResponseHeaders } from '../transport/response-headers.ts';
import { TransportError } from '../transport/transport-error.ts';
import { WireTrace } from '../transport/wire-trace.ts';

/** Uploads of hundreds of megabytes take their time. */
const maxMs = 600_000;

export interface BatchApi {
  json<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: string | FormData,
    more?: Record<string, string>,
  ): Promise<T>;
  /** The lines of a file, each parsed; empty lines are left out. */
  lines<T>(path: string): AsyncGenerator<T>;
}

export interface BatchApiOptions {
  /** What paths are joined to, without a slash at its end. */
  baseUrl: string;
  headers: Record<string, string>;
  /** Follows no redirects. */
  fetch: typeof globalThis.fetch;
  /** Keeps keys out of messages. */
  redact: Redact;
}

/** Of the request, not of the connection. */
const unfit = new Set(['content-type', 'content-length', 'connection', 'host', 'accept-encoding']);

/** The innermost reason: `fetch` says no more than that it failed. */
function reasonOf(error: unknown): { code: string; message: string } {
  const { name, cause, message } = error as Error & { cause?: Error & { code?: string } };
  if (name === 'TimeoutError') return { code: 'ASSAY_TIMEOUT', message: 'no answer in ten minutes' };
  return { code: cause?.code ?? 'UND_ERR_SOCKET', message: cause?.message ?? message };
}

class HttpBatchApi implements BatchApi {
  readonly #baseUrl: string;
  readonly #headers: Record<string, string>;
  readonly #fetch: typeof globalThis.fetch;
  readonly #redact: Redact;

  constructor({ baseUrl, headers, fetch, redact }: BatchApiOptions) {
    this.#baseUrl = baseUrl;
    this.#headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !unfit.has(name)));
    this.#fetch = fetch;
    this.#redact = redact;
  }

  async json<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: string | FormData,
    more?: Record<string, string>,
  ): Promise<T> {
    const response = await this.#send(method, path, body, more);
    return (await response.json()) as T;
  }

  async *lines<T>(path: string): AsyncGenerator<T> {
    const { body } = await this.#send('GET', path);
    if (!body) return;
    const input = Readable.fromWeb(body as ReadableStream);
    // half a file ends in half a line as a rule: either way it is to be asked for again
    try {
      for await (const line of linesOf(input)) if (line.trim() !== '') yield JSON.parse(line) as T;
    } catch (error) {
      this.#failWithoutAnswer({ code: 'UND_ERR_SOCKET', message: (error as Error).message }, error);
    }
  }

  async #send(
    method: string,
    path: string,
    body?: string | FormData,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const url = `${this.#baseUrl}${path}`;
    const type = typeof body === 'string' && { 'content-type': 'application/json' };
    const response = await this.#fetch(url, {
      method,
      headers: { ...this.#headers, ...more, ...type },
      signal: AbortSignal.timeout(maxMs),
      ...(body !== undefined && { body }),
    }).catch((error: unknown) => {
      const { code, message } = reasonOf(error);
      return this.#failWithoutAnswer({ code, message }, new TransportError(code, message));
    });
    return response.ok ? response : this.#failWithAnswer(url, response);
  }

  #failWithoutAnswer(reason: { code: string; message: string }, error: unknown): never {
    const trace = new WireTrace();
    trace.failure = reason;
    throw this.#errorOf(error, trace);
  }

  async #failWithAnswer(url: string, response: Response): Promise<never> {
    const { status: statusCode } = response;
    const trace = new WireTrace();
    trace.status = statusCode;
    trace.headers = new ResponseHeaders([...response.headers].flat());
    const responseBody = headOf(await response.text().catch(() => ''), 8000);
    const error = new APICallError({ message: '', url, requestBodyValues: null, statusCode, responseBody });
    throw this.#errorOf(error, trace);
  }

  #errorOf(error: unknown, trace: WireTrace): BatchError {
    return new BatchError(redactFailure(describeFailure(error, trace, false, wallClockMs()), this.#redact));
  }
}

export const createBatchApi = (options: BatchApiOptions): BatchApi => new HttpBatchApi(options);

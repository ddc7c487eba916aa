/** The server's API, typed by its routes, and the one way to ask for anything of it. */
import type { z } from 'zod';
import type { AssayRoute } from '../../../src/server/api-routes.ts';
import { pageKey } from './page-key.ts';
import { stringifySearch } from './search-params.ts';
import { noteAnswer, noteSilence } from './server-presence.ts';

type Method = 'get' | 'post';
type Path<M extends Method> = Extract<AssayRoute, { method: M }>['path'];
type Route<M extends Method, P> = Extract<AssayRoute, { method: M; path: P }>;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : unknown;
type Json<Schema> = { content: { 'application/json': { schema: Schema } } };

/** What a route takes: `params` in its path, the `query` behind it, and a body as `json`. */
type Asked<M extends Method, P> = (Route<M, P> extends { request: { params: infer Schema } }
  ? { params: Given<Schema> }
  : unknown) &
  (Route<M, P> extends { request: { query: infer Schema } } ? { query?: Given<Schema> } : unknown) &
  (Route<M, P> extends { request: { body: Json<infer Schema> } } ? { json: Given<Schema> } : unknown);

/** What it answers. */
type Answer<M extends Method, P> =
  Route<M, P> extends { responses: { 200: Json<infer Schema extends z.ZodType> } } ? z.output<Schema> : never;

/** The server said no, or could not be reached (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly remedy: string | undefined;

  constructor(status: number, message: string, remedy?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.remedy = remedy;
  }
}

/** The same, of any route. */
interface AnyAsked {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  json?: unknown;
}

/** GET as JSON. The request the boot script began is used for the first call to the same address. */
export function get<P extends Path<'get'>>(
  path: P,
  asked: Asked<'get', P>,
  signal?: AbortSignal,
): Promise<Answer<'get', P>>;
export function get(path: Path<'get'>, asked: unknown, signal?: AbortSignal): Promise<unknown> {
  const url = addressOf(path, asked as AnyAsked);
  return read(takeFirstFetch(url) ?? fetch(url, signal ? { signal } : {}));
}

/** POST, with a body as JSON when there is one; the header shows the server that its own page asks, opened by its link. */
export function post<P extends Path<'post'>>(path: P, asked: Asked<'post', P>): Promise<Answer<'post', P>>;
export function post(path: Path<'post'>, asked: unknown): Promise<unknown> {
  const { json, ...place } = asked as AnyAsked;
  const asPage = { 'x-assay': pageKey() };
  const init =
    json === undefined
      ? { headers: asPage }
      : { headers: { ...asPage, 'content-type': 'application/json' }, body: JSON.stringify(json) };
  return read(fetch(addressOf(path, place), { method: 'POST', ...init }));
}

/** A path of the API with its parameters in it. */
export function addressOf(path: AssayRoute['path'], { params = {}, query = {} }: AnyAsked): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return `${filled}${stringifySearch(query)}`;
}

function takeFirstFetch(url: string): Promise<Response> | undefined {
  const first = window.assayFirstFetch;
  if (first?.url !== url) return undefined;
  delete window.assayFirstFetch;
  return first.response;
}

async function read(pending: Promise<Response>): Promise<unknown> {
  let response: Response;
  try {
    response = await pending;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    noteSilence();
    throw new ApiError(0, 'The server does not answer.', 'Start it again with: assay serve');
  }
  noteAnswer(response);
  if (!response.ok) throw await errorOf(response);
  return response.json();
}

async function errorOf(response: Response): Promise<ApiError> {
  const fallback = `The server answered ${response.status}.`;
  try {
    const body = (await response.json()) as { error?: { message?: string; remedy?: string } };
    return new ApiError(response.status, body.error?.message ?? fallback, body.error?.remedy);
  } catch {
    return new ApiError(response.status, fallback);
  }
}

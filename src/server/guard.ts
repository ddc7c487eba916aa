import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { errorBody } from './http-error.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The port the request came in on; unknown when the app is asked without a socket. */
function localPort(env: unknown): number | undefined {
  return (env as { incoming?: { socket?: { localPort?: number } } } | undefined)?.incoming?.socket?.localPort;
}

function isOurHost(host: string, port: number | undefined): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const url = new URL(`http://${host}`);
  if (url.host !== host.toLowerCase() || !loopbackNames.has(url.hostname)) return false;
  return port === undefined || Number(url.port || 80) === port;
}

/**
 * Answers only requests made to this machine by name, from this origin. A page elsewhere cannot reach us by pointing its own name
 * at 127.0.0.1 (the Host is then wrong), nor by asking across origins (Origin or Sec-Fetch-Site say so).
 */
export const checkHostAndOrigin: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? new URL(context.req.url).host;
  if (!isOurHost(host, localPort(context.env)))
    return context.json(errorBody('not-allowed', `This server does not answer for the host "${host}".`), 403);
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`)
    return context.json(errorBody('not-allowed', `Requests from ${origin} are not answered.`), 403);
  const site = context.req.header('sec-fetch-site');
  const isNavigation = context.req.header('sec-fetch-mode') === 'navigate' && context.req.method === 'GET';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation)
    return context.json(errorBody('not-allowed', 'Requests from other sites are not answered.'), 403);
  return next();
};

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether the request carries the bearer token; takes equally long whatever it carries. */
function hasToken(header: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

/** For programs: only with the token of `server.json`. */
export function requireToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    if (hasToken(context.req.header('authorization'), token)) return next();
    const remedy =
      'Send "authorization: Bearer <token>" with the token from server.json in the data directory.';
    return context.json(errorBody('not-allowed', 'This needs the token of the server.', remedy), 401);
  };
}

/** For the page's buttons too: a header that no form and no other origin can send without asking us first. */
export function requireTokenOrPage(token: string): MiddlewareHandler {
  const orToken = requireToken(token);
  return (context, next) => (context.req.header('x-assay') === '1' ? next() : orToken(context, next));
}

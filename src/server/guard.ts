import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { errorBody } from './http-error.ts';
import { pageKeyOf } from '../app/data/token-id.ts';

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

/** Takes equally long whatever is given. */
const isSame = (given: string | undefined, wanted: string): boolean =>
  timingSafeEqual(digest(given ?? ''), digest(wanted));

const refuse = (context: Context) => {
  const remedy =
    'Send "authorization: Bearer <token>" with the token from server.json in the data directory.';
  return context.json(errorBody('not-allowed', 'This needs the token of the server.', remedy), 401);
};

/** For programs: only with the token of `server.json`. */
export const requireToken = (token: string): MiddlewareHandler =>
  bearerAuth({
    token,
    noAuthenticationHeader: { message: refuse },
    invalidAuthenticationHeader: { message: refuse },
    invalidToken: { message: refuse },
  });

/**
 * For the page's buttons too: a header that no form and no other origin can send without asking us first, with the key of the link that
 * the owner was shown. The port alone is not enough: other users of the machine reach it as well.
 */
export function requireTokenOrPage(token: string): MiddlewareHandler {
  const key = pageKeyOf(token);
  const asProgram = requireToken(token);
  return async (context, next) => {
    const given = context.req.header('x-assay');
    if (isSame(given, key)) return next();
    if (given === undefined || context.req.header('authorization') !== undefined)
      return asProgram(context, next);
    const message = 'This page can look at everything and change nothing.';
    const remedy = 'Open it by the link that the terminal shows: it ends in #key=…';
    return context.json(errorBody('not-allowed', message, remedy), 401);
  };
}

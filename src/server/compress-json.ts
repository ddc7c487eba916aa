import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const compress = promisify(gzip);
const least = 4096;

/** Level 1: on loopback and in a team's network, time counts more than the last tenth of the size. */
export const compressJson: MiddlewareHandler = async (context, next) => {
  await next();
  const { res } = context;
  if (!res.headers.get('content-type')?.startsWith('application/json')) return;
  res.headers.append('vary', 'accept-encoding');
  if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? '')) return;
  const body = new Uint8Array(await res.arrayBuffer());
  const isLarge = body.byteLength > least;
  const headers = new Headers(res.headers);
  if (isLarge) headers.set('content-encoding', 'gzip');
  context.res = new Response(isLarge ? await compress(body, { level: 1 }) : body, {
    status: res.status,
    headers,
  });
};

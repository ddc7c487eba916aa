import { ownValue } from '../base/own-value.ts';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Context, MiddlewareHandler } from 'hono';
import { errorBody } from './http-error.ts';
import { indexReader } from './page-build.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Address → file. Requests are looked up here and never made into a path. */
async function filesOf(pageDir: string): Promise<Map<string, string>> {
  const entries = await readdir(pageDir, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${file.slice(join(pageDir, sep).length).split(sep).join('/')}`, file]),
  );
}

function sendFile(context: Context, files: Map<string, string>, address: string): Promise<Response> {
  const accepted = context.req.header('accept-encoding') ?? '';
  const encoding = encodings.find(([name, end]) => accepted.includes(name) && files.has(address + end));
  const headers: Record<string, string> = {
    'content-type': ownValue(types, extname(address)) ?? 'application/octet-stream',
    vary: 'accept-encoding',
    // The build puts a hash of the content into the names of assets.
    'cache-control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(encoding ? { 'content-encoding': encoding[0] } : {}),
  };
  const file = files.get(encoding ? address + encoding[1] : address) as string;
  return readFile(file).then((content) => context.body(new Uint8Array(content), 200, headers));
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Built files with a cache for ever where the name has a hash; every other address gets index.html, in which each `{{nonce}}` becomes
 * this answer's nonce and `{{build}}` the build's id. The list of files is read again when the build changed.
 */
export function servePage(pageDir: string | null): MiddlewareHandler {
  const readIndex = indexReader(pageDir);
  let known: { build: string; files: Promise<Map<string, string>> } | undefined;
  return async (context) => {
    if (pageDir === null) return context.json(errorBody('not-found', 'This server has no page.'), 404);
    const index = await readIndex();
    if (!index) {
      const remedy = 'Build the page: npm run build';
      return context.json(errorBody('not-found', 'The page is not built.', remedy), 404);
    }
    if (known?.build !== index.build) known = { build: index.build, files: filesOf(pageDir) };
    const files = await known.files;
    const { path } = context.req;
    if (path !== '/' && path !== '/index.html' && files.has(path)) return sendFile(context, files, path);
    if (path.startsWith('/assets/')) return context.json(errorBody('not-found', `There is no ${path}.`), 404);
    const nonce = randomBytes(18).toString('base64');
    context.header('content-security-policy', contentSecurityPolicy(nonce));
    context.header('cache-control', 'no-store');
    return context.html(index.html.replaceAll('{{nonce}}', nonce).replaceAll('{{build}}', index.build));
  };
}

/** A canary: servers echo the key wherever they can, and no byte that is kept or printed holds it, whole or from its beginning. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const key = 'sk-Canary+7f/QzLmNoPqRsTuV0123456789';
const bin = join(import.meta.dirname, '../bin/assay.js');
const folder = mkdtempSync(join(tmpdir(), 'assay-secrets-'));
const data = join(folder, 'data');

const base64 = (text: string) => Buffer.from(text).toString('base64');
const forms = [
  key,
  key.toUpperCase(),
  `${key.slice(0, 14)}…`,
  base64(key),
  base64(`Bearer ${key}`),
  encodeURIComponent(key),
  [...key].join(' '),
].join(' | ');

type Delta = Record<string, unknown>;
function stream(response: ServerResponse, deltas: Delta[], more: Delta = {}, headers = {}): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
  const frame = (delta: Delta, finish: string | null) =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', ...more, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  for (const delta of deltas) response.write(frame(delta, null));
  response.end(`${frame({}, 'stop')}data: [DONE]\n\n`);
}
const refuse = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const call = { name: key, arguments: JSON.stringify({ k: forms }) };

const servers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  answer: (response) => stream(response, [{ content: forms }]),
  pieces: (response) =>
    stream(
      response,
      [...key].map((content) => ({ content })),
    ),
  reasoning: (response) => stream(response, [{ reasoning_content: forms }, { content: 'yes' }]),
  tool: (response) =>
    stream(response, [{ tool_calls: [{ index: 0, id: key, type: 'function', function: call }] }]),
  names: (response) =>
    stream(
      response,
      [{ content: 'yes' }],
      {
        id: key,
        model: key,
        system_fingerprint: key,
        service_tier: key,
        usage: { prompt_tokens: 1, [key]: key },
      },
      { 'x-request-id': key, 'openai-organization': key },
    ),
  refusal: (response) => refuse(response, 401, { error: { message: `no: ${forms}`, code: key } }),
  headers: (response, request) =>
    refuse(response, 400, { error: { message: JSON.stringify(request.headers) } }),
  detail: (response) => refuse(response, 422, { detail: [{ loc: ['header', key], msg: forms, input: key }] }),
  page: (response) =>
    void response.writeHead(502, { 'content-type': 'text/html' }).end(`<title>${forms}</title>${key}`),
  frame: (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(`data: {"error":{"message":"${key}"}}\n\n`),
  torn: (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(`data: {"choices":[{"delta":{"content":"${key}\n\n`),
  redirect: (response) =>
    void response.writeHead(307, { location: `http://127.0.0.1:1/${key}?k=${key}` }).end(),
};

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => servers[request.url?.split('/')[1] ?? '']?.(response, request));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const targets = Object.keys(servers).flatMap((name) =>
    ['compatible', 'openai'].map((provider) => ({
      model: `${provider}/${name}`,
      baseUrl: `http://127.0.0.1:${port}/${name}`,
      apiKeyEnv: 'CANARY_KEY',
    })),
  );
  const suite = {
    name: 'canary',
    targets,
    cases: [{ id: 'c', input: 'Is it?', expected: 'yes' }],
    scorers: ['contains'],
    limits: { retries: 0, timeoutSeconds: 10 },
  };
  writeFileSync(join(folder, 'suite.json'), JSON.stringify(suite));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that is printed, whatever the exit code. */
const assay = (...args: string[]) =>
  new Promise<string>((resolve) => {
    const env = { PATH: process.env['PATH'], CANARY_KEY: key };
    execFile(
      process.execPath,
      [bin, ...args, '--data-dir', data],
      { cwd: folder, env, maxBuffer: 1e8 },
      (_, out, err) => resolve(out + err),
    );
  });

const files = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const each = join(path, entry.name);
    return entry.isDirectory() ? files(each) : entry.isFile() ? [each] : [];
  });

const telling = [
  key,
  Buffer.from(key).toString('hex'),
  encodeURIComponent(key),
  [...key].join(' '),
  base64(key),
  base64(`Bearer ${key}`).slice(11),
].map((form) => form.slice(0, 12).toLowerCase());

function found(bytes: string): string[] {
  const text = bytes.toLowerCase();
  return telling.filter((form) => text.includes(form));
}

it('is in no file, report or line', { timeout: 120_000 }, async () => {
  const printed = [await assay('run', 'suite.json', '--no-serve')];
  for (const args of [
    ['show'],
    ['show', '--case', 'c'],
    ['export'],
    ['plan', 'suite.json'],
    ['report', '--format', 'markdown'],
  ])
    printed.push(await assay(...args));
  expect(printed.join('').match(/\[redacted\]/g)?.length).toBeGreaterThan(20);
  for (const text of printed) expect(found(text)).toEqual([]);
  for (const path of files(data)) expect([path, found(readFileSync(path, 'latin1'))]).toEqual([path, []]);
});

it('lies in folders and files for the owner alone', () => {
  const open = [
    data,
    join(data, 'clickhouse'),
    join(data, 'runs'),
    join(data, 'ledger.db'),
    ...files(join(data, 'runs')),
  ].filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(open).toEqual([]);
});

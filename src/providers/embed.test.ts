import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmbedder } from './embed.ts';

const asked: {
  path: string | undefined;
  key: string | undefined;
  body: { model: string; input: string[] };
}[] = [];
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as { model: string; input: string[] };
    asked.push({ path: request.url, key: request.headers.authorization, body });
    if (body.input.includes('moved'))
      return void response.writeHead(307, { location: 'http://127.0.0.1:9/stolen?key=x' }).end();
    if (body.input.includes('bad'))
      return void response.writeHead(400).end('{"error":{"message":"not that"}}');
    const data = body.input.map((value, index) => ({
      object: 'embedding',
      index,
      embedding: [value.length, 1],
    }));
    response.writeHead(200, { 'content-type': 'application/json' });
    return void response.end(
      JSON.stringify({
        object: 'list',
        data,
        model: body.model,
        usage: { prompt_tokens: 1, total_tokens: 1 },
      }),
    );
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => void server.close());

it('asks once for each text, in order, with the key', async () => {
  const embed = createEmbedder({ OPENAI_API_KEY: 'k1' });
  const model = { model: 'openai/text-embedding-3-small', baseUrl };
  expect(await embed(model, ['abc', 'a', 'abc'])).toEqual({
    vectors: [
      [3, 1],
      [1, 1],
      [3, 1],
    ],
    tokens: 1,
  });
  expect(await embed(model, ['a', 'abcd'])).toEqual({
    vectors: [
      [1, 1],
      [4, 1],
    ],
    tokens: 1,
  });
  expect((await embed(model, ['a', 'abcd'])).tokens).toBe(0);
  expect(asked.map(({ body }) => body.input)).toEqual([['abc', 'a'], ['abcd']]);
  expect(asked[0]).toMatchObject({
    path: '/v1/embeddings',
    key: 'Bearer k1',
    body: { model: 'text-embedding-3-small' },
  });
});

it('speaks to compatible endpoints, without a key where none is needed', async () => {
  expect(await createEmbedder({})({ model: 'ollama/nomic-embed-text', baseUrl }, ['xy'])).toEqual({
    vectors: [[2, 1]],
    tokens: 1,
  });
});

it('says what is missing', async () => {
  const embed = createEmbedder({});
  await expect(embed({ model: 'openai/x' }, ['a'])).rejects.toThrow('no API key');
  await expect(createEmbedder({ ANTHROPIC_API_KEY: 'k' })({ model: 'anthropic/x' }, ['a'])).rejects.toThrow(
    'not supported',
  );
  await expect(
    createEmbedder({ OPENAI_API_KEY: 'k' })({ model: 'openai/x', baseUrl }, ['bad']),
  ).rejects.toThrow('not that');
});

it('follows no redirect, and asks at http and https addresses only', async () => {
  const embed = createEmbedder({ OPENAI_API_KEY: 'sk-canary', OPENAI_BASE_URL: 'ws://localhost' });
  const before = asked.length;
  await expect(embed({ model: 'openai/x', baseUrl }, ['moved'])).rejects.toThrow(
    /status 307: redirected to http:\/\/127\.0\.0\.1:9\/stolen; redirects are not followed/,
  );
  expect(asked.length).toBe(before + 1);
  await expect(embed({ model: 'openai/x' }, ['a'])).rejects.toThrow(/OPENAI_BASE_URL is "ws:\/\/localhost"/);
});

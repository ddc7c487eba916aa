/** Both protocols against the simulator, whose batches the makers' own clients have read. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import { BatchError, type BatchModel, type BatchRequest } from '../../contract/batch.ts';
import type { Message, Parameters, Target, Tool } from '../../contract/suite.ts';
import { simulatedEndpoints } from '../../simulator/simulated-endpoints.ts';
import { serveSimulator } from '../../simulator/serve.ts';
import type { SimulatorHandle, SimulatorOptions } from '../../simulator/simulator-options.ts';
import { openBatches } from './open-batches.ts';

const quick = { ttft: { medianMs: 1 }, pace: { tokensPerSecond: 1000 }, accuracy: 1, verbosity: 5 };
const profiles = [
  { name: 'chat', ...quick },
  { name: 'claude', wire: 'anthropic-messages' as const, ...quick },
  { name: 'chat-down', ...quick, faults: { server_error: 1 } },
  { name: 'claude-down', wire: 'anthropic-messages' as const, ...quick, faults: { overloaded: 1 } },
];
const wires = [['chat'], ['claude']];

let simulator: SimulatorHandle | null = null;
afterEach(async () => {
  await simulator?.close();
  simulator = null;
});

const targetOf = (model: string, parameters: Parameters = {}, more: Partial<Target> = {}): Target => ({
  id: model,
  label: model,
  provider: 'sim',
  model,
  promptId: 'p',
  parameters,
  batch: true,
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...more,
});

async function open(target: Target, options: SimulatorOptions = {}): Promise<BatchModel> {
  simulator ??= await serveSimulator({ noDelay: true, profiles, ...options });
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  return (await openBatches({ targets: [target], env: {}, simulated })).get(target.id) as BatchModel;
}

const asking = (target: Target, text: string, tools: Tool[] = []): BatchRequest => ({
  target,
  messages: [{ role: 'user', content: text }],
  tools,
});

async function results(model: BatchModel, batchId: string, requests: Record<string, BatchRequest>) {
  const found: Record<string, CallResult> = {};
  const wanted = new Map(Object.entries(requests).map(([id, request]) => [id, () => request]));
  for await (const { itemId, result } of model.results(batchId, wanted)) found[itemId] = result;
  return found;
}

async function submitted(model: BatchModel, key: string, requests: Record<string, BatchRequest>) {
  const items = [];
  for (const [id, request] of Object.entries(requests)) items.push({ id, body: await model.bodyOf(request) });
  return model.submit(key, items);
}

describe.each(wires)('batches of %s', (name) => {
  it('gives answers without times, read as if they had come alone', async () => {
    const target = targetOf(name, { maxOutputTokens: 200 });
    const model = await open(target);
    const requests = { 'k-0': asking(target, 'Say one.'), 'k-1': asking(target, 'Say two.') };
    const { batchId } = await submitted(model, 'k', requests);
    expect(await model.statusOf(batchId)).toMatchObject({ state: 'ended', total: 2, done: 2, failure: null });
    const found = await results(model, batchId, { ...requests, 'k-9': asking(target, 'Never sent.') });
    expect(found['k-0']).toMatchObject({
      outcome: 'ok',
      batch: true,
      httpStatus: 200,
      failure: null,
      frames: { at: [], kinds: '' },
      timestamps: { sent: null, firstByte: null },
      responseModel: name,
    });
    expect(found['k-0']?.answer?.text).not.toBe('');
    expect(found['k-0']?.tokens?.output).toBeGreaterThan(0);
    expect(found['k-9']).toMatchObject({ outcome: 'error', failure: { class: 'malformed' } });
  });

  it('asks for tools and for JSON, and reads calls', async () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    const target = targetOf(name, { maxOutputTokens: 500, toolChoice: 'required' });
    const model = await open(target);
    const tool = { name: 'look_up', parameters: schema };
    const request = asking(target, 'Look up a city.', [tool]);
    expect(JSON.parse(await model.bodyOf(request))).toMatchObject({ tools: [expect.anything()] });
    const { batchId } = await submitted(model, 'k', { 'k-0': request });
    const found = (await results(model, batchId, { 'k-0': request }))['k-0'];
    expect(found?.answer).not.toBeNull();
    const json = targetOf(name, { maxOutputTokens: 50, responseFormat: { schema } });
    expect(await model.bodyOf(asking(json, 'As JSON.'))).toContain('"required":["a"]');
  });

  it('sends pictures out of the folder of the run', async () => {
    const target = targetOf(name, { maxOutputTokens: 50 });
    const folder = await mkdtemp(join(tmpdir(), 'assay-batches-'));
    await writeFile(join(folder, 'abc'), 'bytes of a picture');
    simulator = await serveSimulator({ noDelay: true, profiles });
    const simulated = simulatedEndpoints(simulator.url, simulator.models);
    const opened = await openBatches({ targets: [target], env: {}, simulated, files: folder });
    const picture = { type: 'image' as const, sha256: 'abc', mediaType: 'image/png', bytes: 18 };
    const content = [picture, { type: 'text' as const, text: 'What is it?' }] as Message['content'];
    const request = { target, messages: [{ role: 'user' as const, content }], tools: [] };
    const body = await opened.get(target.id)?.bodyOf(request);
    await rm(folder, { recursive: true });
    expect(body).toContain(Buffer.from('bytes of a picture').toString('base64'));
  });

  it('gives failures their class', async () => {
    const target = targetOf(`${name}-down`, { maxOutputTokens: 50 });
    const model = await open(target);
    const request = asking(target, 'Say one.');
    const { batchId } = await submitted(model, 'k', { 'k-0': request });
    const [failureClass, status] = name === 'chat' ? ['http_5xx', 500] : ['overloaded', 529];
    expect((await results(model, batchId, { 'k-0': request }))['k-0']).toMatchObject({
      outcome: 'error',
      httpStatus: status,
      failure: { class: failureClass },
    });
  });

  it('says what expired and what was cancelled', async () => {
    const target = targetOf(name, { maxOutputTokens: 50 });
    const late = await open(target, { batch: { seconds: 0, reached: 0 } });
    const requests = { 'k-0': asking(target, 'Say one.') };
    const { batchId } = await submitted(late, 'k', requests);
    expect((await results(late, batchId, requests))['k-0']?.failure?.class).toBe('timeout');
    await simulator?.close();
    simulator = null;
    const long = await open(target, { batch: { seconds: 60 } });
    const status = await submitted(long, 'k', requests);
    expect(status.state).toBe('going');
    await long.cancel(status.batchId);
    await expect.poll(async () => (await long.statusOf(status.batchId)).state).toBe('ended');
    expect((await results(long, status.batchId, requests))['k-0']?.outcome).toBe('cancelled');
  });

  it('finds a batch by its key, and no other', async () => {
    const target = targetOf(name, { maxOutputTokens: 50 });
    const model = await open(target);
    const since = { atMs: Date.now() - 60_000, total: 1 };
    expect(await model.find('k', since)).toBeNull();
    const { batchId } = await submitted(model, 'k', { 'k-0': asking(target, 'Say one.') });
    await submitted(model, 'other', { 'other-0': asking(target, 'Say two.') });
    expect((await model.find('k', since))?.batchId).toBe(batchId);
    expect(await model.find('nobody', since)).toBeNull();
    expect(await model.find('k', { ...since, atMs: Date.now() + 60_000 })).toBeNull();
  });

  it('says why the provider refused, without the key', async () => {
    const server = createServer((request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      const sent = request.headers['x-api-key'] ?? request.headers.authorization;
      response.end(
        JSON.stringify({
          error: { type: 'authentication_error', message: `no such key: ${sent as string}` },
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const provider = name === 'chat' ? 'openai' : 'anthropic';
    const target = targetOf('m', {}, { provider, baseUrl, apiKeyEnv: 'THE_KEY' });
    const model = (await openBatches({ targets: [target], env: { THE_KEY: 'sk-secret-1' } })).get('m');
    const failed = await model?.statusOf('x').catch((error: unknown) => error);
    server.close();
    expect(failed).toBeInstanceOf(BatchError);
    expect((failed as BatchError).failure).toMatchObject({ class: 'auth', httpStatus: 401 });
    expect((failed as BatchError).message).toContain('[redacted]');
    const gone = (await model?.statusOf('x').catch((error: unknown) => error)) as BatchError;
    expect(gone.failure.class).toBe('connect');
  });
});

it("asks for OpenAI's responses by their own endpoint", async () => {
  const seen: Record<string, string> = {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen[request.url ?? ''] = body;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'x', status: 'in_progress' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const target = targetOf('gpt-5-mini', {}, { provider: 'openai-responses', baseUrl });
  const opened = await openBatches({ targets: [target], env: { OPENAI_API_KEY: 'k' } });
  const model = opened.get(target.id) as BatchModel;
  const status = await submitted(model, 'key', { 'key-0': asking(target, 'Say one.') });
  server.close();
  expect(status).toMatchObject({ batchId: 'x', state: 'going', total: 0 });
  expect(JSON.parse(seen['/v1/batches'] ?? '')).toMatchObject({
    endpoint: '/v1/responses',
    completion_window: '24h',
    metadata: { assay_key: 'key' },
  });
  const line = /\{"custom_id".*/.exec(seen['/v1/files'] ?? '')?.[0] ?? '';
  expect(JSON.parse(line)).toMatchObject({
    custom_id: 'key-0',
    url: '/v1/responses',
    body: { model: 'gpt-5-mini', input: [{ role: 'user' }] },
  });
});

it('refuses a provider whose batches are not known', async () => {
  const target = targetOf('x', {}, { provider: 'groq' });
  await expect(openBatches({ targets: [target], env: { GROQ_API_KEY: 'k' } })).rejects.toThrow(
    /batches of groq are not supported/,
  );
});

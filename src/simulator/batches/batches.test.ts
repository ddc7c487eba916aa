/** The makers' own clients are the witnesses: what they understand of the simulator's batches is what a batch is. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { serveSimulator } from '../serve.ts';
import type { SimulatorHandle, SimulatorOptions } from '../simulator-options.ts';

let simulator: SimulatorHandle | null = null;
afterEach(async () => {
  await simulator?.close();
  simulator = null;
});

async function clients(options: SimulatorOptions = {}) {
  simulator = await serveSimulator({
    noDelay: true,
    profiles: [
      {
        name: 'm',
        ttft: { medianMs: 1 },
        pace: { tokensPerSecond: 1000 },
        accuracy: 1,
      },
      {
        name: 'down',
        ttft: { medianMs: 1 },
        pace: { tokensPerSecond: 1000 },
        accuracy: 1,
        faults: { server_error: 1 },
      },
    ],
    ...options,
  });
  const { url } = simulator;
  return {
    openai: new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'k', maxRetries: 0 }),
    anthropic: new Anthropic({ baseURL: `${url}/anthropic`, apiKey: 'k', maxRetries: 0 }),
  };
}

const chat = '/v1/chat/completions';
const line = (id: string, model = 'm') => ({
  custom_id: id,
  method: 'POST',
  url: chat,
  body: { model, messages: [{ role: 'user', content: `Say ${id}.` }] },
});

async function begun(openai: OpenAI, lines: unknown[]) {
  const text = lines.map((each) => JSON.stringify(each)).join('\n');
  const file = await openai.files.create({
    file: await toFile(Buffer.from(text), 'b.jsonl'),
    purpose: 'batch',
  });
  return openai.batches.create({
    input_file_id: file.id,
    endpoint: chat,
    completion_window: '24h',
    metadata: { mine: 'yes' },
  });
}

async function linesOf(openai: OpenAI, file: string | null | undefined) {
  if (!file) return [];
  const text = await (await openai.files.content(file)).text();
  return text
    .trim()
    .split('\n')
    .map(
      (each) =>
        JSON.parse(each) as {
          custom_id: string;
          response: { status_code: number } | null;
          error: { code: string } | null;
        },
    );
}

const requests = (ids: string[], model = 'm') =>
  ids.map((custom_id) => ({
    custom_id,
    params: { model, max_tokens: 50, messages: [{ role: 'user' as const, content: `Say ${custom_id}.` }] },
  }));

async function resultsOf(anthropic: Anthropic, id: string) {
  const found = [];
  for await (const result of await anthropic.messages.batches.results(id)) found.push(result);
  return found;
}

describe("OpenAI's client", () => {
  it('uploads, waits, and reads answers and errors', async () => {
    const { openai } = await clients();
    const batch = await begun(openai, [line('a'), line('b')]);
    const after = await openai.batches.retrieve(batch.id);
    expect(after).toMatchObject({
      status: 'completed',
      metadata: { mine: 'yes' },
      request_counts: { total: 2, completed: 2, failed: 0 },
    });
    const answers = await linesOf(openai, after.output_file_id);
    expect(answers.map(({ custom_id, response }) => [custom_id, response?.status_code])).toEqual([
      ['a', 200],
      ['b', 200],
    ]);
    const listed = [];
    for await (const each of openai.batches.list({ limit: 1 })) listed.push(each.id);
    expect(listed).toEqual([batch.id]);
    const down = await openai.batches.retrieve((await begun(openai, [line('c', 'down')])).id);
    expect(down.request_counts).toEqual({ total: 1, completed: 0, failed: 1 });
    expect((await linesOf(openai, down.error_file_id))[0]?.response?.status_code).toBe(500);
  });

  it('is told what is wrong with a file, and of requests that were not reached', async () => {
    const { openai } = await clients({ batch: { seconds: 0, reached: 0.5 } });
    const twice = await openai.batches.retrieve((await begun(openai, [line('a'), line('a')])).id);
    expect(twice.status).toBe('failed');
    expect(twice.errors?.data?.[0]?.code).toBe('duplicate_custom_id');
    const half = await openai.batches.retrieve((await begun(openai, [line('a'), line('b')])).id);
    expect(half.status).toBe('expired');
    expect((await linesOf(openai, half.error_file_id))[0]?.error?.code).toBe('batch_expired');
  });

  it('cancels', async () => {
    const { openai } = await clients({ batch: { seconds: 60 } });
    const batch = await begun(openai, [line('a')]);
    expect(batch.status).toBe('in_progress');
    expect((await openai.batches.cancel(batch.id)).status).toBe('cancelling');
    await expect.poll(async () => (await openai.batches.retrieve(batch.id)).status).toBe('cancelled');
  });
});

describe("Anthropic's client", () => {
  it('submits, waits, and reads results of every kind', async () => {
    const { anthropic } = await clients();
    const batch = await anthropic.messages.batches.create({ requests: requests(['a', 'b']) });
    const after = await anthropic.messages.batches.retrieve(batch.id);
    expect(after).toMatchObject({ processing_status: 'ended', request_counts: { succeeded: 2 } });
    const results = await resultsOf(anthropic, batch.id);
    expect(results.map(({ custom_id, result }) => [custom_id, result.type])).toEqual([
      ['a', 'succeeded'],
      ['b', 'succeeded'],
    ]);
    const down = await anthropic.messages.batches.create({ requests: requests(['c'], 'down') });
    expect((await resultsOf(anthropic, down.id))[0]?.result).toMatchObject({
      type: 'errored',
      error: { type: 'error', error: { type: 'api_error' } },
    });
    const listed = [];
    for await (const each of anthropic.messages.batches.list({ limit: 1 })) listed.push(each.id);
    expect(listed).toEqual([down.id, batch.id]);
  });

  it('refuses ids the provider would refuse', async () => {
    const { anthropic } = await clients();
    for (const ids of [['a b'], ['a', 'a'], ['x'.repeat(65)]])
      await expect(anthropic.messages.batches.create({ requests: requests(ids) })).rejects.toThrow(
        /custom_id/,
      );
  });

  it('cancels, and is told what expired', async () => {
    const { anthropic } = await clients({ batch: { seconds: 60 } });
    const { id } = await anthropic.messages.batches.create({ requests: requests(['a']) });
    expect((await anthropic.messages.batches.cancel(id)).processing_status).toBe('canceling');
    await expect
      .poll(async () => (await anthropic.messages.batches.retrieve(id)).processing_status)
      .toBe('ended');
    expect((await resultsOf(anthropic, id))[0]?.result.type).toBe('canceled');
    await simulator?.close();
    const other = await clients({ batch: { seconds: 0, reached: 0 } });
    const late = await other.anthropic.messages.batches.create({ requests: requests(['a']) });
    expect((await resultsOf(other.anthropic, late.id))[0]?.result.type).toBe('expired');
  });
});

it('asks for a key', async () => {
  const { openai } = await clients();
  const stranger = openai.withOptions({ apiKey: 'invalid' });
  await expect(begun(stranger, [line('a')])).rejects.toThrow(/401/);
});

import { afterEach, describe, expect, it } from 'vitest';
import { nowMs } from '../base/clock.ts';
import type { KnowledgeItem } from './knowledge.ts';
import { serveSimulator } from './serve.ts';
import type { SimulatedModel, SimulatorHandle, SimulatorOptions } from './simulator-options.ts';
import type { TruthEntry } from './truth-log.ts';

const profile = {
  name: 'm',
  ttft: { medianMs: 30, sigma: 0.3 },
  pace: { tokensPerSecond: 1000 },
  accuracy: 0.5,
};
let simulator: SimulatorHandle;
afterEach(() => simulator.close());
const serve = async (options: SimulatorOptions = {}) => {
  simulator = await serveSimulator({ profiles: [profile], ...options });
};
const get = async (path: string) => (await fetch(simulator.url + path)).json();
const truth = async (since = 0) =>
  (await get(`/truth?since=${since}`)) as { next: number; entries: TruthEntry[] };

async function ask(
  prompt: string,
  more: { headers?: Record<string, string>; model?: string; stream?: boolean } = {},
) {
  const { headers = {}, model = 'm', stream = true } = more;
  const response = await fetch(`${simulator.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer k', ...headers },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: prompt }] }),
  });
  const text = await response.text();
  const content = [...text.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]).join('');
  return { status: response.status, headers: response.headers, text, content };
}

describe('serveSimulator', () => {
  it('tells of itself and its models on every list', async () => {
    await serve();
    expect(await get('/health')).toMatchObject({ status: 'ok' });
    const { models } = (await get('/models')) as { models: SimulatedModel[] };
    expect(models).toEqual(simulator.models);
    expect(models[0]).toMatchObject({ name: 'm', wire: 'openai-chat', price: null });
    expect(await get('/openai/v1/models')).toMatchObject({ data: [{ id: 'm' }] });
    expect(await get('/anthropic/v1/models')).toMatchObject({ data: [{ id: 'm' }] });
    expect(await get('/google/v1beta/models')).toMatchObject({ models: [{ name: 'models/m' }] });
    expect((await fetch(`${simulator.url}/elsewhere`)).status).toBe(404);
  });

  it('writes down what it wrote when, on a clock others can read', async () => {
    await serve();
    const before = nowMs();
    const { headers } = await ask('hello', { headers: { 'x-request-tag': 'tag-1' } });
    const after = nowMs();
    const { entries } = await truth();
    const [entry] = entries as [TruthEntry];
    expect(entry).toMatchObject({ tag: 'tag-1', model: 'm', status: 200, fault: null, aborted: false });
    expect(entry.requestId).toBe(headers.get('x-request-id'));
    expect(entry.kinds).toMatch(/^ot+ee$/);
    expect(entry.writes).toHaveLength(entry.kinds.length);
    expect(entry.arrivedMs).toBeGreaterThan(before);
    expect(entry.closedMs).toBeLessThan(after);
    expect(entry.writes.every((at, i) => at >= (entry.due[i] as number))).toBe(true);
  });

  it('gives the same answers whatever the order and the company', async () => {
    const prompts = Array.from({ length: 8 }, (_, i) => `prompt ${i}`);
    const knowledge = prompts.slice(4).map((prompt, i): KnowledgeItem => {
      return { prompt, expected: i, category: 'a', style: 'explained' };
    });
    const profiles = [{ ...profile, verbosity: 15 }];
    await serve({ knowledge, profiles });
    const alone: string[] = [];
    for (const prompt of prompts) alone.push((await ask(prompt)).content);
    await simulator.close();
    await serve({ knowledge, profiles });
    const together = await Promise.all(
      prompts.toReversed().map(async (prompt) => (await ask(prompt)).content),
    );
    expect(together.toReversed()).toEqual(alone);
    // The second repetition is another draw.
    expect((await ask('prompt 0')).content).not.toBe(alone[0]);
  });

  it('does not let a fault change the answer that follows it', async () => {
    await serve();
    const { content } = await ask('hello');
    await simulator.close();
    await serve();
    expect((await ask('hello', { headers: { 'x-simulate-fault': 'server_error' } })).status).toBe(500);
    const broken = await ask('hello', { headers: { 'x-simulate-fault': 'mid_stream_error' } });
    expect(broken.text).toContain('Overloaded');
    expect((await ask('hello')).content).toBe(content);
  });

  it('fails as often as a profile says', async () => {
    await serve({ profiles: [{ ...profile, faults: { server_error: 0.3 } }], noDelay: true });
    const statuses = await Promise.all(
      Array.from({ length: 400 }, (_, i) => ask(`p${i}`).then((r) => r.status)),
    );
    const failed = statuses.filter((status) => status === 500).length;
    // Four standard errors of a share of 400.
    expect(Math.abs(failed / 400 - 0.3)).toBeLessThan(0.092);
    expect(statuses.every((status) => status === 200 || status === 500)).toBe(true);
  });

  it('writes all at once without delay', async () => {
    await serve({ profiles: [{ ...profile, ttft: { medianMs: 60_000 } }], noDelay: true });
    const { text } = await ask('hello');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    const [entry] = (await truth()).entries as [TruthEntry];
    expect(new Set(entry.writes).size).toBe(1);
  });

  it('freezes on demand, for those who know the token', async () => {
    await serve();
    const freeze = (token: string, body: unknown) =>
      fetch(`${simulator.url}/control`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    expect((await freeze('guess', { freezeMs: 1 })).status).toBe(401);
    expect((await freeze(simulator.token, { freezeMs: -1 })).status).toBe(400);
    const { frozenUntilMs } = (await (await freeze(simulator.token, { freezeMs: 2000 })).json()) as {
      frozenUntilMs: number;
    };
    await ask('hello');
    const [entry] = (await truth()).entries as [TruthEntry];
    expect(entry.writes[0]).toBeGreaterThanOrEqual(frozenUntilMs);
    expect(entry.due[0]).toBeLessThan(frozenUntilMs);
  });

  it('notes that a client left', async () => {
    await serve({ profiles: [{ ...profile, ttft: { medianMs: 5000 } }] });
    await expect(
      fetch(`${simulator.url}/openai/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer k' },
        body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'x' }] }),
        signal: AbortSignal.timeout(50),
      }),
    ).rejects.toThrow(/timeout/i);
    await expect.poll(async () => (await truth()).entries[0]?.aborted).toBe(true);
  });

  it('answers a broken body with 400', async () => {
    await serve();
    const url = `${simulator.url}/openai/v1/chat/completions`;
    const response = await fetch(url, { method: 'POST', body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: 'The body is not valid JSON.' } });
  });

  it('reads a long prompt from its cache the second time', async () => {
    await serve({ noDelay: true });
    const usage = async () => {
      const { text } = await ask('word '.repeat(2000), { stream: false });
      return (JSON.parse(text) as { usage: { prompt_tokens: number; prompt_tokens_details: object } }).usage;
    };
    expect(await usage()).toMatchObject({ prompt_tokens: 2500, prompt_tokens_details: { cached_tokens: 0 } });
    expect(await usage()).toMatchObject({
      prompt_tokens: 2500,
      prompt_tokens_details: { cached_tokens: 2432 },
    });
  });

  it('says when its port is taken', async () => {
    await serve();
    const port = Number(new URL(simulator.url).port);
    await expect(serveSimulator({ port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${port} is taken.`,
    });
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import type { ModelRequest } from '../../contract/model.ts';
import { cacheSize, clearCache, openAnswerCache } from './answer-cache.ts';
import { cachedModel, cacheKey } from './cached-model.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-cache-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const freshFolder = () => join(root, String(folders++));

const request = (changes: Partial<ModelRequest> = {}): ModelRequest => ({
  target: { provider: 'openai', model: 'm', parameters: { temperature: 0 } } as ModelRequest['target'],
  messages: [{ role: 'user', content: 'Is it?' }],
  tools: [],
  timeoutMs: 1000,
  scheduledMs: 5,
  repeat: 0,
  signal: new AbortController().signal,
  ...changes,
});

function countingModel(outcome: CallResult['outcome'] = 'ok') {
  const model = {
    calls: 0,
    call: async () => {
      model.calls++;
      return {
        outcome,
        timestamps: {
          scheduled: 1,
          dispatched: 2,
          sent: 3,
          connected: null,
          headers: 4,
          firstByte: 4,
          closed: 9,
        },
        frames: { at: [5, 6], kinds: 'tt' },
        answer: { text: `answer ${model.calls}`, reasoning: '', toolCalls: [], finishReason: 'stop' },
        tokens: {
          input: 3,
          cacheRead: 0,
          cacheWrite: 0,
          output: 2,
          reasoning: 0,
          inputTotal: 3,
          outputTotal: 2,
        },
        rawUsage: { total: 5 },
        responseModel: 'm-1',
        fingerprint: 'fp_1',
        serviceTier: 'flex',
        responseId: 'id',
        httpStatus: 200,
        failure: null,
      } as CallResult;
    },
  };
  return model;
}

describe('cachedModel', () => {
  it('asks once, then gives the answer without any time, and marked', async () => {
    const folder = freshFolder();
    const model = countingModel();
    const first = await cachedModel(model, openAnswerCache(folder)).call(request());
    const again = await cachedModel(model, openAnswerCache(folder)).call(request());
    expect(model.calls).toBe(1);
    expect(again).toMatchObject({
      answer: first.answer,
      tokens: first.tokens,
      cached: true,
      responseModel: 'm-1',
      fingerprint: 'fp_1',
      serviceTier: 'flex',
    });
    expect([again.timestamps.sent, again.timestamps.firstByte, again.frames.at]).toEqual([null, null, []]);
    expect(first.cached).toBeUndefined();
  });

  it('has a key of its own for everything that shapes an answer, and for nothing else', () => {
    const base = request();
    const { target } = base;
    const shaping: Partial<ModelRequest>[] = [
      { repeat: 1 },
      { messages: [{ role: 'user', content: 'Is it not?' }] },
      { tools: [{ name: 'look', parameters: {} }] },
      { target: { ...target, model: 'n' } },
      { target: { ...target, provider: 'groq' } },
      { target: { ...target, baseUrl: 'http://127.0.0.1:1/v1' } },
      { target: { ...target, headers: { 'x-version': '2' } } },
      { target: { ...target, parameters: { temperature: 1 } } },
      { target: { ...target, parameters: { temperature: 0, seed: 1 } } },
    ];
    const keys = shaping.map((changes) => cacheKey(request(changes)));
    expect(new Set([cacheKey(base), ...keys]).size).toBe(shaping.length + 1);
    const sameThing = request({
      timeoutMs: 9,
      scheduledMs: 9,
      target: { parameters: { temperature: 0 }, model: 'm', label: 'x', provider: 'openai' } as never,
    });
    expect(cacheKey(sameThing)).toBe(cacheKey(base));
  });

  it('keeps no failure, no warm-up and no step of a conversation', async () => {
    for (const [model, changes] of [
      [countingModel('error'), {}],
      [countingModel(), { repeat: undefined }],
      [countingModel(), { keepTurn: true }],
    ] as const) {
      const cached = cachedModel(model, openAnswerCache(freshFolder()));
      const { repeat, ...rest } = request(changes as Partial<ModelRequest>);
      const asked = repeat === undefined ? rest : { ...rest, repeat };
      await cached.call(asked);
      await cached.call(asked);
      expect(model.calls).toBe(2);
    }
  });

  it('passes over entries that are broken, and counts them', async () => {
    const folder = freshFolder();
    const model = countingModel();
    await cachedModel(model, openAnswerCache(folder)).call(request());
    const [sub] = readdirSync(folder);
    const [name] = readdirSync(join(folder, sub as string));
    for (const text of ['{"schema":"assay.cache/1","key', '{}', '']) {
      writeFileSync(join(folder, sub as string, name as string), text);
      const cache = openAnswerCache(folder);
      expect(await cache.get(cacheKey(request()))).toBeNull();
      expect(cache.unreadable).toBe(1);
    }
  });
});

describe('the folder', () => {
  it('holds no more than it may, the least used first to go, and can be cleared', async () => {
    const folder = freshFolder();
    const kept = { ...(await countingModel().call()), answer: { text: 'x'.repeat(1000) } } as never;
    const first = openAnswerCache(folder, 5000);
    for (let i = 0; i < 20; i++) await first.put(`k${i}`.padEnd(64, '0'), kept);
    await openAnswerCache(folder, 5000).put('z'.padEnd(64, '0'), kept);
    const size = await cacheSize(folder);
    expect(size.bytes).toBeLessThanOrEqual(5000);
    expect(size.answers).toBeGreaterThan(1);
    await clearCache(folder);
    expect(await cacheSize(folder)).toEqual({ answers: 0, bytes: 0, oldest_ms: null });
  });

  it('may be shared by writers of the same entry', async () => {
    const folder = freshFolder();
    const kept = await countingModel().call();
    const caches = [openAnswerCache(folder), openAnswerCache(folder)];
    await Promise.all(Array.from({ length: 40 }, (_, i) => caches[i % 2]?.put('a'.repeat(64), kept)));
    expect((await cacheSize(folder)).answers).toBe(1);
    expect(await caches[0]?.get('a'.repeat(64))).not.toBeNull();
  });
});

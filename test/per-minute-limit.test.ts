/** A limit per minute, told as Gemini tells it: with the words of a bill, and the wait in the error itself. Every case is answered. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nowMs } from '../src/base/clock.ts';
import type { Attempt } from '../src/contract/attempt.ts';
import type { Plan } from '../src/contract/plan.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes } from '../src/providers/lanes/open-lanes.ts';
import { runPlan } from '../src/run/run-plan.ts';

const windowMs = 1500;
const maxInWindow = 5;
const cases = 12;

let server: Server;
let answered: number[] = [];
/** When each call was turned away, and how long it was asked to wait. */
const turnedAway: { atMs: number; waitMs: number }[] = [];
const asked: number[] = [];

function refusal(waitMs: number): string {
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
      violations: [{ quotaId: 'RequestsPerMinutePerProject' }],
    },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${waitMs / 1000}s` },
  ];
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  return JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message, details } });
}

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const atMs = nowMs();
      asked.push(atMs);
      answered = answered.filter((each) => atMs - each < windowMs);
      if (answered.length >= maxInWindow) {
        const waitMs = Math.ceil(windowMs - (atMs - (answered[0] as number)));
        turnedAway.push({ atMs, waitMs });
        return void response.writeHead(429, { 'content-type': 'application/json' }).end(refusal(waitMs));
      }
      answered.push(atMs);
      const frame = {
        candidates: [
          { content: { role: 'model', parts: [{ text: 'yes' }] }, finishReason: 'STOP', index: 0 },
        ],
        usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 1, totalTokenCount: 10 },
      };
      return void response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end(`data: ${JSON.stringify(frame)}\r\n\r\n`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());

it('is waited for, by the whole target, and disables nothing', { timeout: 60_000 }, async () => {
  const target: Target = {
    id: 't',
    label: 't',
    provider: 'google',
    model: 'm',
    promptId: 'p',
    parameters: {},
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1beta`,
    limits: { concurrency: 2, timeoutMs: 20_000, retries: 2 },
  };
  const all = Array.from({ length: cases }, (_, index) => ({
    id: `c${index}`,
    index,
    tools: [],
    variables: {},
  }));
  const calls = all.map(({ index }) => ({ targetIndex: 0, caseIndex: index, repeat: 0, isWarmup: false }));
  const plan = {
    runId: 'r',
    suite: { seed: 1, targets: [target], cases: all },
    lanes: [{ target, calls }],
    estimates: [],
  } as unknown as Plan;
  const lanes = await openLanes({ targets: [target], env: { GEMINI_API_KEY: 'a-key-of-the-test' } });
  const made: Attempt[] = [];
  const told = runPlan(plan, {
    model: lanes,
    messagesOf: () => [{ role: 'user', content: 'Is it?' }],
    journal: { append: async () => undefined, close: async () => undefined },
    stop: new AbortController().signal,
    kill: new AbortController().signal,
  });
  for await (const { attempt } of told) made.push(attempt);
  await lanes.close();

  expect(made.filter(({ isFinal }) => isFinal).map(({ outcome }) => outcome)).toEqual(
    Array(cases).fill('ok'),
  );
  const failures = made.flatMap(({ failure }) => failure ?? []);
  expect(failures.length).toBe(turnedAway.length);
  expect(failures.length).toBeGreaterThan(0);
  expect(new Set(failures.map((failure) => failure.class))).toEqual(new Set(['rate_limit']));
  for (const { retryAfterMs } of failures)
    expect(turnedAway.map(({ waitMs }) => waitMs)).toContain(retryAfterMs);
  // what was under way as the first refusal came may still arrive
  const inFlightMs = 200;
  for (const { atMs, waitMs } of turnedAway)
    expect(asked.filter((each) => each > atMs + inFlightMs && each < atMs + waitMs - 20)).toEqual([]);
});

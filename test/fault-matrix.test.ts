/** Every way a provider can fail, over real sockets through the real transport: what is retried, what it comes to, what the user reads. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attempt } from '../src/contract/attempt.ts';
import type { Plan } from '../src/contract/plan.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes } from '../src/providers/lanes/open-lanes.ts';
import { errorRemedies } from '../src/view/words/error-remedies.ts';
import { runPlan } from '../src/run/run-plan.ts';
import { crashPoints } from './crash-points.ts';
import { faultsDocument } from './faults-document.ts';
import { startFaultyServer } from './faulty-server.ts';

type Row = [fault: string, attempts: 1 | 2, outcome: Attempt['outcome'], errorClass: string, message: RegExp];

const rows: Row[] = [
  ['refused', 2, 'error', 'connect', /ECONNREFUSED/],
  ['reset', 2, 'error', 'connect', /./],
  ['reset-mid-stream', 2, 'error', 'stream_cut', /./],
  ['stall-before-headers', 2, 'timeout', 'timeout', /within 1000 ms/],
  ['stall-mid-stream', 2, 'timeout', 'stall', /within 1000 ms/],
  ['cut-stream', 2, 'error', 'stream_cut', /./],
  ['ends-early', 2, 'error', 'stream_cut', /ended without a finish reason/],
  ['malformed-json', 2, 'error', 'mid_stream_error', /JSON/i],
  ['wrong-content-type', 1, 'error', 'malformed', /the answer is text\/html, .*check baseUrl/],
  ['error-in-stream', 2, 'error', 'mid_stream_error', /the model has crashed/],
  ['error-event', 2, 'error', 'mid_stream_error', /^the runner has crashed$/],
  ['detail-in-stream', 2, 'error', 'mid_stream_error', /^the engine has died$/],
  ['no-model-in-stream', 1, 'error', 'not_found', /^There is no such model\.$/],
  ['redirect', 1, 'error', 'client', /^status 308: redirected to https:\/\/elsewhere\.example\/v2\/chat; /],
  ['no-money', 1, 'error', 'quota', /^No money\.$/],
  ['too-long', 1, 'error', 'context_length', /^Too long\.$/],
  ['slow-drip', 1, 'ok', '', /^$/],
  ['endless-drip', 2, 'timeout', 'stall', /no complete answer within 1000 ms/],
  ['giant-frame', 1, 'ok', '', /^$/],
  ['endless-event', 1, 'error', 'malformed', /^an event of the answer is over 16 MB, .* limits\.maxFrameMb/],
  ['endless-answer', 1, 'error', 'malformed', /^the answer is over 64 MB, .* limits\.maxResponseMb/],
  ['no-http', 1, 'error', 'malformed', /^the response is not valid HTTP/],
  ['no-content', 1, 'error', 'malformed', /^status 204: the response has no content/],
  ['compressed', 1, 'ok', '', /^$/],
  ['unknown-compression', 1, 'error', 'malformed', /content-encoding is "rot13"/],
  ['empty', 2, 'error', 'empty', /neither text, reasoning nor a tool call/],
  ['400', 1, 'error', 'bad_request', /status 400 of the provider/],
  ['401', 1, 'error', 'auth', /status 401/],
  ['402', 1, 'error', 'quota', /status 402/],
  ['403', 1, 'error', 'auth', /status 403/],
  ['404', 1, 'error', 'not_found', /status 404/],
  ['408', 1, 'error', 'http_4xx', /status 408/],
  ['409', 1, 'error', 'http_4xx', /status 409/],
  ['413', 1, 'error', 'http_4xx', /status 413/],
  ['422', 1, 'error', 'bad_request', /status 422/],
  ['429', 2, 'rate_limited', 'rate_limit', /status 429/],
  ['500', 2, 'error', 'http_5xx', /status 500/],
  ['502', 2, 'error', 'http_5xx', /status 502/],
  ['503', 2, 'error', 'overloaded', /status 503/],
  ['504', 2, 'error', 'http_5xx', /status 504/],
  ['529', 2, 'error', 'overloaded', /status 529/],
];

/** Given up soon; the others have time, however busy the machine is. */
const hanging = new Set(['stall-before-headers', 'stall-mid-stream', 'endless-drip']);

let server: Awaited<ReturnType<typeof startFaultyServer>>;
const attempts = new Map<string, Attempt[]>();

beforeAll(async () => {
  server = await startFaultyServer();
  const targets = rows.map(([fault]): Target => ({
    id: fault,
    label: fault,
    provider: 'openai',
    model: 'm',
    promptId: 'p',
    parameters: {},
    baseUrl: server.baseUrl(fault),
    limits: { concurrency: 1, timeoutMs: hanging.has(fault) ? 1000 : 10_000, retries: 1 },
  }));
  const suite = { seed: 1, targets, cases: [{ id: 'c', index: 0, tools: [], variables: {} }] };
  const plan = {
    runId: 'r',
    suite,
    lanes: targets.map((target, targetIndex) => ({
      target,
      calls: [{ targetIndex, caseIndex: 0, repeat: 0, isWarmup: false }],
    })),
    estimates: [],
  } as unknown as Plan;
  const lanes = await openLanes({ targets, env: { OPENAI_API_KEY: 'secret-key' }, simulated: new Map() });
  const told = runPlan(plan, {
    model: lanes,
    messagesOf: () => [{ role: 'user', content: 'Is it?' }],
    journal: { append: async () => undefined, close: async () => undefined },
    stop: new AbortController().signal,
    kill: new AbortController().signal,
  });
  for await (const { attempt } of told)
    attempts.set(attempt.targetId, [...(attempts.get(attempt.targetId) ?? []), attempt]);
  await lanes.close();
}, 30_000);
afterAll(() => server.close());

describe('a provider that fails', () => {
  it.each(rows)('%s: %d attempt(s), %s %s', (fault, count, outcome, errorClass, message) => {
    const made = attempts.get(fault) ?? [];
    const last = made.at(-1) as Attempt;
    expect([made.length, last.outcome, last.failure?.class ?? '']).toEqual([count, outcome, errorClass]);
    expect(last.failure?.message ?? '').toMatch(message);
    expect(last.failure?.message ?? '').not.toContain('secret-key');
    expect(made.map(({ isFinal }) => isFinal)).toEqual(count === 1 ? [true] : [false, true]);
    const asked = server.asked.get(fault) ?? 0;
    // reset on a connection that was used before: the same attempt is made once more, on a fresh one
    if (fault === 'reset') expect([count, count + 1, 2 * count]).toContain(asked);
    else expect(asked).toBe(fault === 'refused' ? 0 : count);
    if (/^\d/.test(fault)) expect(last.httpStatus).toBe(Number(fault));
  });

  it('keeps a giant answer whole', () => {
    expect(attempts.get('giant-frame')?.[0]?.answer?.text).toHaveLength(8_000_000);
  });

  it('keeps nothing of an answer that is too large', () => {
    for (const fault of ['endless-answer', 'endless-event'])
      expect(attempts.get(fault)).toMatchObject([{ answer: null }]);
  });

  it('says what to do about what a user can end', () => {
    for (const errorClass of ['connect', 'auth', 'not_found', 'rate_limit', 'overloaded', 'timeout'] as const)
      expect(errorRemedies[errorClass]).toBeTruthy();
  });

  it('is written down as it happened', async () => {
    const inOrder = new Map(rows.map(([fault]) => [fault, attempts.get(fault) ?? []]));
    await expect(faultsDocument(inOrder)).toMatchFileSnapshot('../docs/faults.md');
  });
});

describe('crash points', () => {
  it.each(crashPoints.map(({ when, test }) => [when, ...test] as const))(
    '%s: in %s',
    async (_when, path, title) => {
      expect(await readFile(path, 'utf8')).toContain(title);
    },
  );
});

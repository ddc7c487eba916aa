/** A race as a whole run without a network: what cannot change the decision is not asked, and the record says so. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conductRun } from '../src/conduct/conduct-run.ts';
import { continuedHeader } from '../src/app/run/resumed-header.ts';
import { findUnfinished, type Found } from '../src/app/run/find-unfinished.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import { textOf } from '../src/contract/content-parts.ts';
import type { RunEvent } from '../src/contract/events.ts';
import type { Model } from '../src/contract/model.ts';
import type { RaceSettings } from '../src/contract/race.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { raceOrder } from '../src/plan/race-order.ts';
import { readJournal } from '../src/journal/journal.ts';
import { callKey } from '../src/journal/journal-state.ts';
import { runDirectory } from '../src/journal/run-directory.ts';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { loadSuite } from '../src/suite/load-suite.ts';

const cases = Array.from({ length: 150 }, (_, i) => `{ id: c${i}, input: "${i}", expected: ${i} }`);
const suiteText = `
name: echo
targets:
  - { model: sim/right, price: { input: 1, output: 1 } }
  - { model: sim/wrong, price: { input: 1, output: 1 } }
  - { model: sim/down, limits: { retries: 0 } }
cases: [${cases.join(', ')}]
scorers: [numeric]
repeats: 2
warmup: 1
`;
const settings: RaceSettings = {
  kind: 'best',
  k: 1,
  delta: 0.03,
  alpha: 0.05,
  scope: 'work',
  baseline_id: null,
};

const asked: Record<string, number> = { right: 0, wrong: 0, down: 0 };
const model: Model = {
  async call({ target, messages }) {
    asked[target.model] = (asked[target.model] ?? 0) + 1;
    const text = textOf(messages.at(-1)?.content ?? '');
    const isDown = target.model === 'down';
    return {
      outcome: isDown ? 'error' : 'ok',
      timestamps: {
        scheduled: 0,
        dispatched: 1,
        sent: 2,
        connected: null,
        headers: 3,
        firstByte: 3,
        closed: 30,
      },
      frames: { at: [10, 20], kinds: 'tt' },
      answer: isDown
        ? null
        : {
            text: target.model === 'right' ? text : '-1',
            reasoning: '',
            toolCalls: [],
            finishReason: 'stop',
          },
      tokens: isDown
        ? null
        : { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0, inputTotal: 10, outputTotal: 5 },
      rawUsage: null,
      responseModel: 'm',
      responseId: 'r',
      httpStatus: 200,
      failure: isDown ? { class: 'bad_request', message: 'no', httpStatus: 400, retryAfterMs: null } : null,
    } as CallResult;
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-race-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const provenance = {
  assay_version: '0',
  node_version: '0',
  platform: '',
  cpu: '',
  cores: 1,
  git_commit: null,
  git_dirty: null,
  suite_path: null,
  command: '',
};

async function suiteIn(name: string) {
  const path = join(folder, name);
  await writeFile(path, suiteText);
  return loadSuite(path, { checkScorer: (spec) => void prepareScorer(spec) });
}

/** The race, or what is left of it; ended by `stopAt` calls. */
async function race(dataDir: string, runId: string, options: { found?: Found; stopAt?: number } = {}) {
  const suite = await suiteIn('suite.yaml');
  const prices = createPriceBook({ at: 0 });
  const whole = raceOrder(planRun(suite, { runId, priceOf: () => null }));
  const { unfinished } = options.found ?? { unfinished: null };
  const header = runHeader(whole, prices, provenance, 0);
  const events: RunEvent[] = [];
  const stop = new AbortController();
  let calls = 0;
  const summary = await conductRun({
    plan: unfinished?.plan ?? whole,
    run: unfinished ? continuedHeader(unfinished.before.run, header) : header,
    ...(unfinished && { goes: 2 }),
    model: {
      call(request) {
        if (++calls === options.stopAt) stop.abort();
        return model.call(request);
      },
    },
    prices,
    store: null,
    directory: runDirectory(dataDir, runId),
    pid: 1,
    control: createOwnControl((event) => void events.push(event)),
    stop: stop.signal,
    kill: new AbortController().signal,
    race: { settings, whole },
    clockHealth: async () => ({ loopDelayP99Ms: 0, cpuShare: 0 }),
  });
  await unfinished?.release();
  return { summary, events };
}

it('ends when it is certain, done, with the calls it saved', async () => {
  const { summary, events } = await race(folder, '01900000-0000-7000-8000-000000000001');
  const { run } = summary;
  const labels = new Map(run.targets.map(({ id, model: name }) => [id, name]));
  expect(run.status).toBe('done');
  expect(run.race).toMatchObject({ decided: true });
  expect(run.race?.winners.map((id) => labels.get(id))).toEqual(['right']);
  expect(run.race?.calls).toBe(run.planned);
  expect(run.race?.calls).toBe(summary.done);
  expect((run.race?.calls ?? 0) + (run.race?.calls_saved ?? 0)).toBe(900);
  expect(run.race?.calls_saved).toBeGreaterThan(700);
  const told = events.flatMap((event) => (event.type === 'race-change' ? [event.race] : []));
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(3);
  expect(told.at(-1)).toMatchObject({ decided: true, winners: run.race?.winners });
  // warm-up is asked too and is no part of it
  expect(Object.values(asked).reduce((sum, n) => sum + n, 0)).toBe((run.race?.calls ?? 0) + 3);
});

it('goes on where it was stopped, to the same end, and asks nothing twice', async () => {
  const dataDir = join(folder, 'stopped');
  const runId = '01900000-0000-7000-8000-000000000002';
  const find = async (kind: RaceSettings | null) =>
    findUnfinished(dataDir, await suiteIn('suite.yaml'), { retryErrors: false, race: kind });
  const { summary: first } = await race(dataDir, runId, { stopAt: 30 });
  expect(first.run).toMatchObject({ status: 'partial', race: { decided: false } });
  // neither another kind of race resumes it nor a run that is none
  expect(await find(null)).toEqual({ unfinished: null, note: null });
  expect((await find({ ...settings, alpha: 0.01 })).unfinished).toBeNull();
  const found = await find(settings);
  expect(found.note).toMatch(/are left, asked as far as the race needs them/);
  const { summary: second } = await race(dataDir, runId, { found });
  const whole = await race(join(folder, 'whole'), runId);
  expect(second.run).toMatchObject({ status: 'done', planned: second.done });
  expect(second.run.race).toMatchObject({ decided: true, winners: whole.summary.run.race?.winners });
  expect(second.run.race?.calls).toBe(second.done);
  expect((await find(settings)).unfinished).toBeNull();
  const made = new Map<string, number>();
  for await (const attempt of readJournal(runDirectory(dataDir, runId).journalPath)) {
    const key = callKey(attempt);
    made.set(key, (made.get(key) ?? 0) + (attempt.outcome === 'cancelled' ? 0 : 1));
  }
  expect(Math.max(...made.values())).toBe(1);
});

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Sample } from '../contract/sample.ts';
import { madeUpRun, madeUpSample } from '../../test/made-up/made-up-run.ts';
import { LiveRun, type Follower, type LiveRunOptions } from './live-run.ts';
import { runBoard } from '../app/runs/run-board.ts';

const run = { ...madeUpRun({ runId: 'r', targets: 2, cases: 400 }), status: 'running' as const };
const sampleAt = (n: number): Sample => madeUpSample(run, n % 2, Math.floor(n / 2), 0);
const open = (options: Partial<LiveRunOptions> = {}) =>
  new LiveRun(run, runBoard(run), {
    tickMs: 3_600_000,
    pingMs: 3_600_000,
    logSize: 10_000,
    firstId: 0,
    ...options,
  });

interface Parsed {
  event: string;
  id: number;
  data: { summary?: { done: number }; samples?: unknown[][] };
}

function parse(frames: string): Parsed[] {
  return frames
    .split('\n\n')
    .filter((text) => text !== '' && !text.startsWith(':'))
    .map((text) => {
      const fields = Object.fromEntries(text.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      return { event: fields.event, id: Number(fields.id), data: JSON.parse(fields.data) } as Parsed;
    })
    .filter(({ event }) => event !== 'ping');
}

/** A page: keeps what it got, loses what was on the way when the connection breaks, comes back with the last id it has. */
class Page {
  ids: string[] = [];
  resets = 0;
  done: Parsed | undefined;
  isSlow = false;
  #lastId = 0;
  #onTheWay: string[] = [];
  #leave: (() => void) | undefined;
  readonly #live: LiveRun;

  constructor(live: LiveRun) {
    this.#live = live;
  }

  connect(): void {
    if (this.#leave || this.done) return;
    const follower: Follower = {
      send: (frames) => this.#onTheWay.push(frames),
      ready: () => !this.isSlow,
      end: () => {},
    };
    this.#leave = this.#live.follow(follower, this.#lastId);
  }

  receive(): void {
    for (const { event, id, data } of this.#onTheWay.splice(0).flatMap(parse)) {
      if (event === 'reset') {
        // It fetches the run anew: everything up to now.
        this.resets += 1;
        this.ids = Array.from({ length: this.#live.count }, (_, n) => sampleAt(n).sample_id).slice(
          0,
          samplesIn(this.#live),
        );
      } else if (event === 'progress') this.ids.push(...(data.samples ?? []).map((row) => row[7] as string));
      else this.done = { event, id, data };
      this.#lastId = id;
    }
  }

  disconnect(): void {
    this.#onTheWay = [];
    this.#leave?.();
    this.#leave = undefined;
  }
}

const samplesIn = (live: LiveRun) => live.count - (live.ended ? 1 : 0);

const action = fc.constantFrom(
  'sample',
  'sample',
  'sample',
  'tick',
  'receive',
  'disconnect',
  'connect',
  'slow',
  'fast',
);

function play(actions: string[], live: LiveRun): { page: Page; sent: string[] } {
  const page = new Page(live);
  const sent: string[] = [];
  const steps: Record<string, () => void> = {
    sample: () => {
      const sample = sampleAt(sent.length);
      sent.push(sample.sample_id);
      live.handle({ type: 'sample-end', sample });
    },
    tick: () => live.tick(),
    receive: () => page.receive(),
    disconnect: () => page.disconnect(),
    connect: () => page.connect(),
    slow: () => (page.isSlow = true),
    fast: () => (page.isSlow = false),
  };
  page.connect();
  for (const name of actions) steps[name]?.();
  live.handle({ type: 'run-end', run: { ...run, status: 'done', ended_at_ms: run.started_at_ms + 1 } });
  page.isSlow = false;
  page.receive();
  page.connect();
  live.tick();
  page.receive();
  return { page, sent };
}

describe('a page that follows a run', () => {
  it('gets every sample exactly once, however often it is cut off', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
        const { page, sent } = play(actions, open());
        expect(page.ids).toEqual(sent);
        expect(page.resets).toBe(0);
        expect(page.done?.data.summary?.done).toBe(sent.length);
      }),
      { numRuns: 150 },
    );
  });

  it('gets the same with a log too short for it, fetching anew when told', () => {
    let resets = 0;
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
        const { page, sent } = play(actions, open({ logSize: 3 }));
        expect(page.ids).toEqual(sent);
        resets += page.resets;
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(resets).toBeGreaterThan(0);
  });

  it('does not pile up frames for one that does not read', () => {
    const live = open();
    const sent: string[] = [];
    live.follow({ send: (frames) => sent.push(frames), ready: () => false, end: () => {} }, 0);
    for (let n = 0; n < 50; n++) {
      live.handle({ type: 'sample-end', sample: sampleAt(n) });
      live.tick();
    }
    expect(sent).toEqual([]);
  });

  it('makes the frames once for all who lack the same', () => {
    const live = open();
    const got: string[][] = [[], []];
    for (const frames of got)
      live.follow({ send: (text) => frames.push(text), ready: () => true, end: () => {} }, 0);
    live.handle({ type: 'sample-end', sample: sampleAt(0) });
    live.tick();
    expect(got[0]?.flatMap(parse)).toHaveLength(1);
    expect(got[0]).toEqual(got[1]);
  });

  it('asks one that knows more than happened here to fetch anew', () => {
    const live = open();
    const sent: string[] = [];
    live.follow({ send: (frames) => sent.push(frames), ready: () => true, end: () => {} }, 77);
    expect(sent.flatMap(parse).map((frame) => frame.event)).toEqual(['reset']);
  });

  it('gets a sample once that was told twice, or was stored before this run was followed', () => {
    const live = open();
    live.seed([sampleAt(0)], []);
    const sent: string[] = [];
    live.follow({ send: (frames) => sent.push(frames), ready: () => true, end: () => {} }, 0);
    for (const n of [0, 1, 1]) live.handle({ type: 'sample-end', sample: sampleAt(n) });
    live.tick();
    const [progress] = sent.flatMap(parse);
    expect(progress?.data.samples?.map((row) => row[7])).toEqual([sampleAt(1).sample_id]);
    expect(progress?.data.summary?.done).toBe(2);
  });

  it('leaves warm-up out, and counts a retry without a row', () => {
    const live = open();
    const sent: string[] = [];
    live.follow({ send: (frames) => sent.push(frames), ready: () => true, end: () => {} }, 0);
    live.handle({ type: 'sample-end', sample: { ...sampleAt(0), is_warmup: true } });
    const { sample_id, run_id, target_id, case_id, repeat, started_at_ms } = sampleAt(1);
    const retried = {
      sample_id,
      run_id,
      target_id,
      case_id,
      repeat,
      started_at_ms,
      attempt: 0,
      e2e_ms: null,
      cost_nanousd: null,
    };
    const failure = {
      outcome: 'error' as const,
      error_class: 'connect' as const,
      http_status: null,
      error_message: '',
    };
    live.handle({ type: 'attempt-retry', retried: { ...retried, ...failure }, waitMs: 1 });
    live.tick();
    const [progress] = sent.flatMap(parse);
    expect(progress).toMatchObject({ event: 'progress', id: 2, data: { samples: [], summary: { done: 0 } } });
    expect(live.summary().targets[1]?.retries).toBe(1);
  });
});

describe('what lanes do', () => {
  it('is in the summary that followers get, without a sample', () => {
    const live = open();
    const got: Parsed[] = [];
    live.follow({ send: (frames) => void got.push(...parse(frames)), ready: () => true, end: () => {} }, 0);
    const target_id = run.targets[1]?.id ?? '';
    const change = { at_ms: 1, state: 'broken', reason: 'down', until_ms: 2, concurrency: 4 } as const;
    live.handle({ type: 'lane-change', run_id: run.run_id, target_id, change });
    live.tick();
    expect(got.at(-1)?.data).toMatchObject({
      samples: [],
      summary: { run: { lanes: [{ changes: [] }, { target_id, changes: [change] }] } },
    });
  });

  it('says how long nothing was heard, at once and again, and takes what was missed as events', () => {
    vi.useFakeTimers();
    const live = open({ pingMs: 5000 });
    live.handle({ type: 'sample-end', sample: sampleAt(0) });
    const sent: string[] = [];
    live.follow({ send: (frames) => sent.push(frames), ready: () => true, end: () => {} }, 1);
    expect(sent).toEqual([expect.stringMatching(/^event: ping\ndata: \{"quiet_ms":\d+\}\n\n$/)]);
    vi.advanceTimersByTime(5000);
    expect(sent).toHaveLength(2);
    live.takeMissed([sampleAt(0), sampleAt(1), sampleAt(1)]);
    live.tick();
    expect(sent.slice(2).flatMap(parse)[0]).toMatchObject({ id: 2, data: { summary: { done: 2 } } });
    vi.useRealTimers();
  });
});

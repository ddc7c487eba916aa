import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBoard } from '../analyze/progress/board.ts';
import type { Timestamps } from '../contract/attempt.ts';
import type { LoadPlan } from '../contract/load.ts';
import type { SampleBatch } from '../contract/sample.ts';
import type { RetriedAttempt } from '../contract/sample.ts';
import type { HeardRetry, HeardSample, Hearing, SampleSink, SideEvent } from '../contract/sink.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { LoadLog } from './load-log.ts';
import { SinkFeed, type SinkReport } from './sink-feed.ts';
import { boardSink, eventSink, storeSink } from './sinks.ts';
import { createStoreWriter } from './store-writer.ts';

const { run, batch } = madeUp({ runId: 'run-1', targets: 2, cases: 20, payloads: true });
const timestamps = {} as Timestamps;
const heard: HeardSample[] = batch.samples.map((sample, i) => ({
  sample,
  payload: batch.payloads[i] as HeardSample['payload'],
  timestamps,
}));
const retry: HeardRetry = {
  retried: { ...(batch.samples[0] as object), attempt: 0 } as unknown as RetriedAttempt,
  timestamps,
  waitMs: 5,
};
const lane: SideEvent = { type: 'run-trouble', run_id: 'run-1', message: 'none' };

/** Each with how to ask what it heard of. */
const sinks: Record<string, () => { sink: SampleSink; samples(): number }> = {
  'the summary': () => {
    const board = createBoard(run);
    return { sink: boardSink(board), samples: () => board.summary().done };
  },
  'the live view': () => {
    const ids = new Set<string>();
    const sink = eventSink((event) => event.type === 'sample-end' && ids.add(event.sample.sample_id), {
      isWhole: true,
    });
    return { sink, samples: () => ids.size };
  },
  'the database': () => {
    const ids = new Set<string>();
    const insert = async ({ samples }: SampleBatch) => {
      for (const { sample_id } of samples) ids.add(sample_id);
    };
    return { sink: storeSink(createStoreWriter({ insert }, 5)), samples: () => ids.size };
  },
  'the load report': () => {
    const load = new LoadLog({ settings: { options: {} } } as LoadPlan, run);
    const measured = () => run.targets.reduce((sum, { id }) => sum + load.measured(id), 0);
    return { sink: load, samples: measured };
  },
};

describe.each(Object.entries(sinks))('sink: %s', (name, open) => {
  it('hears a run from its begin to its end, and misses nothing', async () => {
    const { sink, samples } = open();
    const feed = new SinkFeed([sink]);
    feed.start(run);
    for (const each of heard) feed.sample(each);
    feed.retried(retry);
    feed.sideEvent(lane);
    expect(await feed.flush()).toEqual([{ name, dropped: 0, error: null }]);
    expect(samples()).toBe(heard.length);
    expect(await feed.end({ ...run, status: 'done' })).toEqual([{ name, dropped: 0, error: null }]);
  });

  it('bears a run of which it hears nothing, and a flush again', async () => {
    const { sink, samples } = open();
    const feed = new SinkFeed([sink]);
    feed.start(run);
    await feed.flush();
    await feed.flush();
    expect(await feed.end(run)).toEqual([{ name, dropped: 0, error: null }]);
    expect(samples()).toBe(0);
  });
});

type Manner = 'hears' | 'throws' | 'rejects' | 'is slow' | 'hangs';

function sinkOf(manner: () => Manner, onSample: (id: string) => void = () => undefined): SampleSink {
  const behave = (): Hearing => {
    const how = manner();
    if (how === 'throws') throw new Error('it broke');
    if (how === 'rejects') return Promise.reject(new Error('it broke later'));
    if (how === 'is slow') return new Promise((done) => setTimeout(done, 1));
    if (how === 'hangs') return new Promise(() => {});
    return undefined;
  };
  return {
    name: 'made up',
    start: behave,
    sample: ({ sample }) => {
      const hearing = behave();
      onSample(sample.sample_id);
      return hearing;
    },
    retried: behave,
    flush: behave,
    end: behave,
  };
}

describe('SinkFeed', () => {
  it('lets no sink disturb another, and counts what each missed, however they behave', async () => {
    const manner = fc.constantFrom<Manner>('hears', 'throws', 'rejects', 'is slow', 'hangs');
    await fc.assert(
      fc.asyncProperty(fc.array(manner, { minLength: 1 }), async (manners) => {
        let asked = 0;
        const neighbour: string[] = [];
        const feed = new SinkFeed(
          [
            sinkOf(() => manners[asked++ % manners.length] as Manner),
            sinkOf(
              () => 'hears',
              (id) => void neighbour.push(id),
            ),
          ],
          { maxQueued: 3, patienceMs: 20 },
        );
        feed.start(run);
        for (const each of heard) feed.sample(each);
        feed.retried(retry);
        // nothing waits: the neighbour has heard all of it already, in order
        expect(neighbour).toEqual(heard.map(({ sample }) => sample.sample_id));
        await feed.flush();
        const [bad, good] = (await feed.end(run)) as [SinkReport, SinkReport];
        expect(good).toEqual({ name: 'made up', dropped: 0, error: null });
        expect(bad.dropped).toBeLessThanOrEqual(heard.length + 2);
        if (manners.every((how) => how === 'hears')) expect(bad.error).toBeNull();
        if (manners.every((how) => how === 'throws')) expect(bad.dropped).toBe(heard.length + 2);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the order for a slow sink, and drops beyond what may wait', async () => {
    const ids: string[] = [];
    const missed: SinkReport[] = [];
    const slow = sinkOf(
      () => 'is slow',
      (id) => void ids.push(id),
    );
    const feed = new SinkFeed([slow], { maxQueued: 4, missed: (report) => missed.push(report) });
    for (const each of heard) feed.sample(each);
    const [report] = await feed.flush();
    expect(ids).toEqual(heard.slice(0, 5).map(({ sample }) => sample.sample_id));
    expect(report).toMatchObject({ dropped: heard.length - 5, error: { message: 'it is too slow' } });
    expect(missed, 'said once, when it begins').toMatchObject([{ name: 'made up', dropped: 1 }]);
  });

  it('gives up a sink that does not finish', async () => {
    let isHanging = false;
    const feed = new SinkFeed([sinkOf(() => (isHanging ? 'hangs' : 'hears'))], { patienceMs: 10 });
    feed.sample(heard[0] as HeardSample);
    isHanging = true;
    expect(await feed.flush()).toMatchObject([
      { dropped: 0, error: { message: 'it did not finish within 10 ms' } },
    ]);
  });
});

import { expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { RunEvent } from '../contract/events.ts';
import type { SampleSink } from '../contract/sink.ts';
import { boardSink, deafSink, eventSink, storeSink } from './sinks.ts';
import type { StoreWriter } from './store-writer.ts';

const { run, batch } = madeUp({ runId: 'r', targets: 1, cases: 30 });
const [sample] = batch.samples;
const [payload] = batch.payloads;
const [retried] = batch.retried;
const heard = { sample, payload } as never as Parameters<SampleSink['sample']>[0];
const again = { retried, waitMs: 40 } as never as Parameters<SampleSink['retried']>[0];

async function hearAll(sink: SampleSink): Promise<void> {
  await sink.start(run);
  await sink.sample(heard);
  await sink.retried(again);
  await sink.flush();
  await sink.end({ ...run, status: 'done' });
}

it('hands the summary what it counts', async () => {
  const board: unknown[] = [];
  await hearAll(
    boardSink({
      add: (one: unknown) => board.push(one),
      addRetry: (one: unknown) => board.push(one),
    } as never),
  );
  expect(board).toEqual([sample, retried]);
});

it.each([
  [true, ['run-start', 'sample-end', 'attempt-retry', 'run-end']],
  [false, ['sample-end', 'attempt-retry']],
])('makes events of what happens; of a whole run (%s) also its beginning and end', async (isWhole, types) => {
  const events: RunEvent[] = [];
  const sink = eventSink((event) => events.push(event), { isWhole });
  await hearAll(sink);
  expect(events.map(({ type }) => type)).toEqual(types);
  expect(events).toContainEqual({ type: 'sample-end', sample });
  expect(events).toContainEqual({ type: 'attempt-retry', retried, waitMs: 40 });
  const side = { type: 'run-trouble', run_id: 'r', message: null } as const;
  sink.sideEvent(side);
  expect(events.at(-1)).toBe(side);
});

it('gives rows to the database, and waits for them when it is asked to', async () => {
  const rows: unknown[] = [];
  let flushed = 0;
  const writer = { add: (row: unknown) => rows.push(row), flush: async () => void flushed++ };
  await hearAll(storeSink(writer as unknown as StoreWriter));
  expect(rows).toEqual([{ sample, payload }, { retried }]);
  expect(flushed).toBe(1);
});

it('leaves out what a sink does not hear', () => {
  for (const hear of Object.values(deafSink)) expect((hear as () => unknown)()).toBeUndefined();
});

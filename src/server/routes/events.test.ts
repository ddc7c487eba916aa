import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../base/id.ts';
import type { RunEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import { madeUp, type MadeUp } from '../../../test/made-up/made-up-run.ts';
import { testServer } from '../../../test/made-up/test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

interface Frame {
  event: string;
  id: number | null;
  data: { summary?: { done: number; run: Run }; samples?: unknown[][] };
}

function frameOf(text: string): Frame | null {
  const fields = Object.fromEntries(text.split('\n').map((line) => line.split(/: (.*)/s, 2)));
  if (fields.event === undefined || fields.event === 'ping') return null;
  return {
    event: fields.event,
    id: fields.id === undefined ? null : Number(fields.id),
    data: JSON.parse(fields.data),
  };
}

/** Reads until the stream ends or `enough` says so. */
async function frames(path: string, enough: (got: Frame[]) => boolean, headers: Record<string, string> = {}) {
  const answer = await server.ask(path, { headers });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const got: Frame[] = [];
  let rest = '';
  for await (const text of (answer.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(
    new TextDecoderStream(),
  )) {
    const parts = `${rest}${text}`.split('\n\n');
    rest = parts.pop() as string;
    got.push(...parts.map(frameOf).filter((frame) => frame !== null));
    if (enough(got)) break;
  }
  return got;
}

const rowIds = (got: Frame[]) => got.flatMap((frame) => (frame.data.samples ?? []).map((row) => row[7]));
const sampleEnds = (made: MadeUp, from: number, to: number): RunEvent[] =>
  made.batch.samples.slice(from, to).map((sample) => ({ type: 'sample-end', sample }));

function startedRun(): MadeUp {
  const made = madeUp({ runId: newId(), targets: 2, cases: 20, payloads: false });
  return { ...made, run: { ...made.run, status: 'running', ended_at_ms: null } };
}

describe('events of a run', () => {
  it('says at once that a stored run is done', async () => {
    const [done, ...more] = await frames(`/api/runs/${server.run.run_id}/events`, () => false);
    expect(done).toMatchObject({ event: 'done', id: null, data: { summary: { done: 90 } } });
    expect(more).toEqual([]);
  });

  it('follows a run of another process over a lost connection, to its end', async () => {
    const made = startedRun();
    const { run } = made;
    const events = `/api/runs/${run.run_id}/events`;
    await server.post('/api/ingest/run', { run, cases: made.cases });
    await server.post('/api/ingest/events', {
      events: [{ type: 'run-start', run }, ...sampleEnds(made, 0, 7)],
    });
    const detail = await server.json<{ live: boolean; last_event_id: number; summary: { done: number } }>(
      `/api/runs/${run.run_id}`,
    );
    expect(detail).toMatchObject({ live: true, last_event_id: 8, summary: { done: 7 } });

    const following = frames(`${events}?since=8`, (got) => rowIds(got).length >= 5);
    await server.post('/api/ingest/events', { events: sampleEnds(made, 7, 12) });
    const first = await following;
    const lastId = first.at(-1)?.id as number;

    const again = frames(`${events}?since=8`, () => false, { 'last-event-id': String(lastId) });
    await server.post('/api/ingest/events', { events: sampleEnds(made, 12, 40) });
    await server.post('/api/ingest/samples', made.batch);
    const ended: Run = { ...run, status: 'done', ended_at_ms: Date.now() };
    await server.post('/api/ingest/run', { run: ended, cases: [] });
    await server.post('/api/ingest/events', { events: [{ type: 'run-end', run: ended }] });
    const second = await again;
    expect([...rowIds(first), ...rowIds(second)]).toEqual(
      made.batch.samples.slice(7).map((sample) => sample.sample_id),
    );
    expect(second.at(-1)).toMatchObject({ event: 'done', data: { summary: { done: 40, run: ended } } });
    expect(server.live.get(run.run_id)?.followers).toBe(0);
    expect(await server.json(`/api/runs/${run.run_id}`)).toMatchObject({
      live: false,
      run: ended,
      summary: { done: 40 },
    });
  });

  it('takes up a run whose beginning it did not see, and sends its old followers to fetch anew', async () => {
    const made = startedRun();
    await server.post('/api/ingest/run', { run: made.run, cases: made.cases });
    await server.post('/api/ingest/samples', { ...made.batch, samples: made.batch.samples.slice(0, 10) });
    await server.post('/api/ingest/events', { events: sampleEnds(made, 10, 12) });
    const detail = await server.json<{ last_event_id: number; summary: { done: number } }>(
      `/api/runs/${made.run.run_id}`,
    );
    expect(detail.summary.done).toBe(12);
    const [first] = await frames(`/api/runs/${made.run.run_id}/events?since=11`, (got) => got.length > 0);
    expect(first).toMatchObject({ event: 'reset', id: detail.last_event_id });
  });

  it('is taken up once, however many tell of it at a time', async () => {
    const made = startedRun();
    await server.post('/api/ingest/run', { run: made.run, cases: made.cases });
    const parts = Array.from({ length: 10 }, (_, part) => sampleEnds(made, 4 * part, 4 * part + 4));
    await Promise.all(parts.map((events) => server.post('/api/ingest/events', { events })));
    expect(server.live.get(made.run.run_id)?.summary().done).toBe(40);
  });

  it('passes a wish to stop on to the process that runs it', async () => {
    const made = startedRun();
    await server.post('/api/ingest/run', { run: made.run, cases: made.cases });
    const tell = async (events: RunEvent[]) => (await server.post('/api/ingest/events', { events })).json();
    expect(await tell([{ type: 'run-start', run: made.run }])).toEqual({ accepted: 1, stop: [] });
    const stop = await server.post(`/api/runs/${made.run.run_id}/stop`, undefined);
    expect(await stop.json()).toEqual({ stopping: true });
    expect(await tell(sampleEnds(made, 0, 1))).toEqual({ accepted: 1, stop: [made.run.run_id] });
    await tell([{ type: 'run-end', run: { ...made.run, status: 'partial', ended_at_ms: Date.now() } }]);
    const late = await server.post(`/api/runs/${made.run.run_id}/stop`, undefined);
    expect(late.status).toBe(400);
  });

  it('keeps a reader whose run goes on elsewhere, though nothing of it was heard here yet', async () => {
    const made = startedRun();
    await server.post('/api/ingest/run', { run: made.run, cases: made.cases });
    await server.post('/api/ingest/samples', { ...made.batch, samples: made.batch.samples.slice(0, 5) });
    const path = `/api/runs/${made.run.run_id}`;
    const detail = await server.json<{ live: boolean; last_event_id: number; summary: { done: number } }>(
      path,
    );
    expect(detail).toMatchObject({ live: true, summary: { done: 5 } });
    const following = frames(`${path}/events?since=${detail.last_event_id}`, (got) => got.length > 0);
    await server.post('/api/ingest/events', { events: [{ type: 'run-start', run: made.run }] });
    await server.post('/api/ingest/events', { events: sampleEnds(made, 4, 7) });
    const got = await following;
    expect(got[0]).toMatchObject({ event: 'progress', data: { summary: { run: { status: 'running' } } } });
    expect(server.live.get(made.run.run_id)?.summary().done).toBe(7);
  });

  it('takes events that are sent again once, and reads from the store what never came', async () => {
    const made = startedRun();
    const { run } = made;
    await server.post('/api/ingest/run', { run, cases: made.cases });
    const tell = async (first: number, events: RunEvent[]) =>
      (await server.post('/api/ingest/events', { sender: 'one', first, events })).json();
    const all: RunEvent[] = [{ type: 'run-start', run }, ...sampleEnds(made, 0, 40)];
    expect(await tell(1, all.slice(0, 4))).toMatchObject({ acknowledged: 4 });
    expect(await tell(2, all.slice(1, 8))).toMatchObject({ acknowledged: 8 });
    expect(server.live.get(run.run_id)?.count).toBe(8);
    // the sender let go of those from 9 to 20, which are stored
    await server.post('/api/ingest/samples', { ...made.batch, samples: made.batch.samples.slice(7, 19) });
    expect(await tell(21, all.slice(20, 25))).toMatchObject({ acknowledged: 25 });
    expect(server.live.get(run.run_id)?.summary().done).toBe(24);
    // an event that another server was told of comes as a row
    await server.post('/api/ingest/samples', { ...made.batch, samples: made.batch.samples.slice(20, 30) });
    expect(server.live.get(run.run_id)?.summary().done).toBe(30);
  });

  it('lets go of a reader that went away', async () => {
    const made = startedRun();
    await server.store.putRun(made.run, made.cases);
    server.live.handle({ type: 'run-start', run: made.run });
    const answer = await server.ask(`/api/runs/${made.run.run_id}/events`);
    expect(server.live.get(made.run.run_id)?.followers).toBe(1);
    await answer.body?.cancel();
    expect(server.live.get(made.run.run_id)?.followers).toBe(0);
  });
});

import { act, events, openPage, screen } from '../../../fixtures/open-page.tsx';
import { describe, expect, it, vi } from 'vitest';
import type { MadeEventSource } from '../../../fixtures/made-events.ts';
import { madeData, summaryOf } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

/** A run of which six calls are done; event 5 was the last. */
async function openLive() {
  // its chunk comes over the real clock
  await import('../../app/run-routes.ts');
  vi.useFakeTimers();
  const data = madeData({
    change: ({ run }) => Object.assign(run, { status: 'running', ended_at_ms: null }),
  });
  const { run } = data;
  const now = { done: 6, event: 5 };
  const server = serverOf(data).on(`GET /api/runs/${run.run_id}`, () => ({
    run,
    summary: summaryOf(data, now.done),
    last_event_id: now.event,
    live: true,
  }));
  const page = await openPage(`/runs/${run.run_id}`, server);
  const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  await wait(500);
  const stream = () => events().at(-1) as MadeEventSource;
  const send = (done: number, id: number, type = 'progress', status = 'running') =>
    act(() =>
      stream().send(
        type,
        { summary: { ...summaryOf(data, done), run: { ...run, status } }, samples: [] },
        id,
      ),
    );
  const done = () =>
    screen.getByRole('progressbar', { name: 'Progress of the run' }).getAttribute('aria-valuenow');
  await act(() => stream().open());
  return { ...page, data, server, now, wait, stream, send, done };
}

const spoken = () =>
  screen
    .getAllByRole('status')
    .map((status) => status.textContent ?? '')
    .join(' ');

describe('a run that goes on', () => {
  it('is followed from the last event that is known', async () => {
    const { stream, send, done, data } = await openLive();
    expect(events()).toHaveLength(1);
    expect(stream().url).toBe(`/api/runs/${data.run.run_id}/events?since=5`);
    expect(done()).toBe('6');
    await send(20, 6);
    expect(done()).toBe('20');
    expect(screen.getByText('20 / 36')).toBeTruthy();
  });

  it('takes no event twice, and none that is older', async () => {
    const { send, done } = await openLive();
    await send(20, 9);
    await send(10, 8);
    await send(12, 9);
    expect(done()).toBe('20');
    await send(24, 10);
    expect(done()).toBe('24');
  });

  it('ends with its last event, and listens no longer', async () => {
    const { stream, send, done } = await openLive();
    expect(screen.getByRole('button', { name: 'Stop the run' })).toBeTruthy();
    expect(screen.getByText('Time left')).toBeTruthy();
    await send(36, 0, 'done', 'done');
    expect(done()).toBe('36');
    expect(screen.queryByRole('button', { name: 'Stop the run' })).toBeNull();
    expect(screen.queryByText('Time left')).toBeNull();
    expect(stream().readyState).toBe(2);
    expect(events()).toHaveLength(1);
  });

  it('is read anew when the server cannot go back so far', async () => {
    const { now, stream, wait, done } = await openLive();
    Object.assign(now, { done: 30, event: 90 });
    await act(() => stream().send('reset'));
    await wait(100);
    expect(done()).toBe('30');
  });

  it('says how old the news is, and when there is none for long', async () => {
    const { send, stream, wait } = await openLive();
    await send(7, 6);
    await wait(5000);
    expect(screen.getByText(/^live, updated \d s ago$/)).toBeTruthy();
    expect(spoken()).toContain('Live: the page updates as calls complete.');
    await act(() => stream().send('ping', { quiet_ms: 40_000 }));
    await wait(1000);
    expect(screen.getByText(/^no updates for 4\d s$/)).toBeTruthy();
    expect(spoken()).toContain('No updates for 30 seconds.');
  });

  it('asks for another stream when one is refused, from where it then is', async () => {
    const { now, stream, wait } = await openLive();
    now.event = 12;
    await act(() => stream().fail(true));
    expect(screen.getByText(/^server not responding, retrying/)).toBeTruthy();
    await wait(3000);
    expect(events()).toHaveLength(2);
    expect(stream().url).toContain('since=12');
  });

  it('gives a stream up that is open and says nothing at all', async () => {
    const { stream, wait } = await openLive();
    const first = stream();
    await wait(30_000);
    expect(events().length).toBeGreaterThan(1);
    expect(first.readyState).toBe(2);
  });

  it('leaves the stream when the page does', async () => {
    const { stream, unmount } = await openLive();
    unmount();
    expect(stream().readyState).toBe(2);
  });
});

describe('stopping a run', () => {
  const press = async (name: string, wait: (ms: number) => Promise<unknown>) => {
    await act(() => screen.getByRole('button', { name }).click());
    await wait(50);
  };

  it('is asked once more, and can be thought over', async () => {
    const { server, wait } = await openLive();
    await press('Stop the run', wait);
    expect(server.askedFor('/stop', 'POST')).toHaveLength(0);
    await press('Keep running', wait);
    expect(screen.getByRole('button', { name: 'Stop the run' })).toBeTruthy();
    expect(server.askedFor('/stop', 'POST')).toHaveLength(0);
  });

  it('is done with the key of the page, and says what follows', async () => {
    window.assayPageKey = 'the-key';
    const { server, wait } = await openLive();
    await press('Stop the run', wait);
    await press('Stop and keep the results', wait);
    const [asked] = server.askedFor('/stop', 'POST');
    expect(asked?.headers.get('x-assay')).toBe('the-key');
    expect(screen.getByText(/^Stopping/)).toBeTruthy();
    delete window.assayPageKey;
  });

  it('says why it was refused, and can be tried again', async () => {
    const { server, data, wait } = await openLive();
    server.on(`POST /api/runs/${data.run.run_id}/stop`, () =>
      refuse({ status: 401, message: 'Open the page by its link.' }),
    );
    await press('Stop the run', wait);
    await press('Stop and keep the results', wait);
    expect(screen.getByRole('alert').textContent).toBe('Open the page by its link.');
    expect(screen.getByRole('button', { name: 'Stop and keep the results' })).toBeTruthy();
  });
});

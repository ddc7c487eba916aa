import { act, cellsOf, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it, vi } from 'vitest';
import { madeData } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

const links = () =>
  screen.getAllByRole('link').filter((link) => link.getAttribute('href')?.includes('/runs/'));

/** A server that has this many runs and lists two at once. */
function serverOfMany(count: number) {
  const all = Array.from({ length: count }, () => madeData().run);
  const server = serverOf().on('GET /api/runs', ({ query }) => {
    const at = Number(query.get('cursor') ?? 0);
    const runs = all.slice(at, at + 2).map((run) => ({ ...run, summary: null }));
    return { runs, next_cursor: at + 2 < all.length ? String(at + 2) : null };
  });
  return { server, all };
}

describe('a list of many runs', () => {
  it('is loaded page by page, says how much of it is shown, and moves the focus to what is new', async () => {
    const { server, all } = serverOfMany(5);
    const { user } = await openPage('/', server);
    await screen.findByRole('table');
    const status = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(status()).toContain('The newest 2 runs of more');
    for (const [shown, text] of [
      [4, 'The newest 4 runs of more'],
      [5, '5 runs'],
    ] as const) {
      const before = links().length;
      await user.click(screen.getByRole('button', { name: 'Load more runs' }));
      await waitFor(() => expect(links()).toHaveLength(shown));
      expect(status()).toContain(text);
      expect(document.activeElement).toBe(links()[before]);
    }
    expect(links().map((link) => link.getAttribute('href'))).toEqual(
      all.map(({ run_id }) => `/runs/${run_id}`),
    );
    expect(screen.queryByRole('button', { name: 'Load more runs' })).toBeNull();
  });

  it('is filtered by what stands in the address, and the other way round', async () => {
    const server = serverOf(madeData());
    const { user, search } = await openPage('/?status=partial&since=2026-11-01&until=nonsense', server);
    await screen.findByRole('table');
    const asked = () => Object.fromEntries(server.askedFor('/api/runs').at(-1)?.query ?? []);
    expect(asked()).toEqual({ status: 'partial', since: '2026-11-01' });
    expect(screen.getByLabelText<HTMLSelectElement>('Status').value).toBe('partial');
    await user.type(screen.getByLabelText('Target'), 'model 1');
    await user.selectOptions(screen.getByLabelText('Source'), 'imported');
    await user.keyboard('{Tab}');
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('/');
    await user.keyboard('two words');
    await waitFor(() =>
      expect(asked()).toEqual({
        status: 'partial',
        since: '2026-11-01',
        target: 'model 1',
        source: 'imported',
        q: 'two words',
      }),
    );
    expect(new URLSearchParams(search()).get('q')).toBe('two words');
    server.on('GET /api/runs', () => ({ runs: [], next_cursor: null }));
    await user.selectOptions(screen.getByLabelText('Status'), 'failed');
    await screen.findByText('No run matches these filters');
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(search()).toBe(''));
    await screen.findByText('No runs yet');
  });
});

describe('the list of runs', () => {
  it('has a row for each, newest first', async () => {
    const older = madeData({ change: ({ run }) => (run.suite_name = 'older') });
    const newer = madeData({
      repeats: 2,
      change: ({ run }) => {
        run.suite_name = 'newer';
        run.started_at_ms += 3_600_000;
        run.ended_at_ms = run.started_at_ms + 8000;
      },
    });
    await openPage('/', serverOf(older, newer));
    const rows = cellsOf(await screen.findByRole('table'));
    expect(rows[0]).toEqual([
      'Suite',
      'Status',
      'Started',
      'Duration',
      'Targets',
      'Cases × repeats',
      'Completed calls',
      'Best quality, %',
      'Cost, USD',
    ]);
    expect(rows.slice(1)).toEqual([
      [
        `newer ${newer.run.run_id.slice(0, 13)}`,
        'done',
        expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
        '8.0 s',
        '3',
        '12 × 2',
        '72 / 72',
        expect.stringMatching(/^\d\d\.\d model \d$/),
        expect.stringMatching(/^0\.0\d+$/),
      ],
      expect.arrayContaining([`older ${older.run.run_id.slice(0, 13)}`, '1 min 00 s', '12 × 1', '36 / 36']),
    ]);
    expect(document.title).toBe('Runs · Assay');
  });

  it('shows n/a for what is not known of a run', async () => {
    const data = madeData({
      change: ({ run }) => Object.assign(run, { status: 'running', ended_at_ms: null }),
    });
    const server = serverOf(data).on('GET /api/runs', () => ({
      runs: [{ ...data.run, summary: null }],
      next_cursor: null,
    }));
    await openPage('/', server);
    const [, row = []] = cellsOf(await screen.findByRole('table'));
    expect([row[1], row[3], ...row.slice(6)]).toEqual(['running', 'n/a', 'n/a of 36', 'n/a', 'n/a']);
  });

  it('is moved in by arrow keys, and opens a run by Enter', async () => {
    const runs = [madeData(), madeData(), madeData()];
    const { user, address } = await openPage('/', serverOf(...runs));
    await screen.findByRole('table');
    const all = links();
    all[0]?.focus();
    const after = async (keys: string) => {
      await user.keyboard(keys);
      return all.indexOf(document.activeElement as HTMLElement);
    };
    expect(await after('{ArrowDown}')).toBe(1);
    expect(await after('{End}')).toBe(2);
    expect(await after('{ArrowDown}')).toBe(2);
    expect(await after('{ArrowUp}')).toBe(1);
    expect(await after('{Home}')).toBe(0);
    expect(await after('{ArrowUp}')).toBe(0);
    await user.keyboard('{ArrowDown}{Enter}');
    await screen.findByRole('navigation', { name: 'Run' });
    expect(address()).toBe(all[1]?.getAttribute('href'));
  });

  it('says how to begin where there is none', async () => {
    await openPage('/', serverOf());
    expect(await screen.findByText('No runs yet')).toBeTruthy();
    expect(screen.getByText('assay run suite.yaml')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('says what went wrong and what to do, and tries again when asked to', async () => {
    const data = madeData();
    let isBroken = true;
    const server = serverOf(data).on('GET /api/runs', () =>
      isBroken
        ? refuse({ status: 500, message: 'The database is full.', remedy: 'Delete some runs.' })
        : { runs: [{ ...data.run, summary: null }], next_cursor: null },
    );
    const { user } = await openPage('/', server);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The database is full.');
    expect(alert.textContent).toContain('Delete some runs.');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('table');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is asked for every two seconds while a run goes on, and every five otherwise', async () => {
    vi.useFakeTimers();
    const data = madeData();
    const server = serverOf(data);
    await openPage('/', server);
    await act(() => vi.advanceTimersByTimeAsync(100));
    const countAfter = async (ms: number) => {
      await act(() => vi.advanceTimersByTimeAsync(ms));
      return server.askedFor('/api/runs').length;
    };
    expect(await countAfter(4500)).toBe(1);
    data.run.status = 'running';
    expect(await countAfter(500)).toBe(2);
    expect(await countAfter(6000)).toBe(5);
    expect(within(screen.getByRole('table')).getByText('running')).toBeTruthy();
  });

  it('keeps what it shows while the server is away, says so, and goes on when it is back', async () => {
    vi.useFakeTimers();
    const server = serverOf(madeData());
    await openPage('/', server);
    await act(() => vi.advanceTimersByTimeAsync(100));
    server.isAway = true;
    await act(() => vi.advanceTimersByTimeAsync(12_000));
    expect(screen.getByText('The server is not responding')).toBeTruthy();
    expect(screen.getByText('The server does not answer.')).toBeTruthy();
    expect(screen.getByRole('table')).toBeTruthy();
    server.isAway = false;
    await act(() => vi.advanceTimersByTimeAsync(6000));
    expect(screen.queryByText('The server is not responding')).toBeNull();
    expect(screen.queryByText('The server does not answer.')).toBeNull();
  });

  it('shows names of others as text, however they are written', async () => {
    const suite_name = `<img src=x onerror=alert(1)>\u202e\u001b[31m ${'long '.repeat(60)}`;
    await openPage('/', serverOf(madeData({ change: ({ run }) => (run.suite_name = suite_name) })));
    await screen.findByRole('table');
    const [link] = links();
    expect(link?.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(link?.textContent).toContain('long long');
    for (const hidden of ['\u202e', '\u001b']) expect(link?.textContent).not.toContain(hidden);
    expect(document.querySelector('img')).toBeNull();
  });
});

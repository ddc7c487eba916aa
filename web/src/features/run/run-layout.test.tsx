import { openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import type { RunSummary } from '../../../../src/contract/analysis.ts';
import { madeData, summaryOf } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

async function openRun(data: MadeUp, changes: Partial<RunSummary> = {}, path = '/cases') {
  const { run } = data;
  const summary = { ...summaryOf(data), ...changes };
  const server = serverOf(data).on(`GET /api/runs/${run.run_id}`, () => ({
    run,
    summary,
    last_event_id: 0,
    live: run.status === 'running',
  }));
  const page = await openPage(`/runs/${run.run_id}${path}`, server);
  const heading = await screen.findByRole('heading', { level: 1 });
  const header = heading.closest('header') as HTMLElement;
  const fact = (name: string) =>
    within(header).getByText(name).parentElement?.querySelector('dd')?.textContent;
  return { ...page, server, header, heading, fact };
}

describe('the head of a run', () => {
  it('has the name, the state and the facts', async () => {
    const data = madeData({ repeats: 2 });
    const { header, heading, fact } = await openRun(data);
    expect(heading.textContent).toBe('made up');
    expect(document.title).toBe('made up · Assay');
    expect(within(header).getByText('done')).toBeTruthy();
    expect(within(header).getByText(data.run.run_id)).toBeTruthy();
    expect(fact('Completed calls')).toBe('72 / 72');
    expect(fact('Duration')).toBe('1 min 00 s');
    expect(fact('Targets')).toBe('3');
    expect(fact('Cases × repeats')).toBe('12 × 2');
    expect(fact('Cost')).toMatch(/^(at least )?\$0\.0\d+$/);
    expect(within(header).queryByRole('button')).toBeNull();
  });

  it('says n/a for what is not known', async () => {
    const data = madeData({
      change: ({ run, batch }) => {
        run.ended_at_ms = null;
        batch.retried = [];
        for (const sample of batch.samples) sample.cost_nanousd = null;
      },
    });
    const { fact } = await openRun(data);
    expect([fact('Duration'), fact('Cost')]).toEqual(['n/a', 'n/a']);
  });

  it('calls a cost that is known in part at least so much', async () => {
    const data = madeData({
      change: ({ batch }) => ((batch.samples[0] ?? ({} as never)).cost_nanousd = null),
    });
    expect((await openRun(data)).fact('Cost')).toMatch(/^at least \$/);
  });

  it.each([
    ['stopped by hand', { status: 'partial', stopped: 'stopped by hand' }],
    ['stopped early', { status: 'partial' }],
    [
      'left out: 2 rows in quarantine',
      { status: 'partial', left_out: { quarantined: 2, lost: 0, damaged: 0 } },
    ],
    ['1 sample lost from its journal', { left_out: { quarantined: 0, lost: 1, damaged: 0 } }],
    ['Judged by models: 7 calls', { judged: { calls: 7, usd: null } }],
    ['at an unknown cost', { judged: { calls: 7, usd: null } }],
    ['3 answers from the cache', { cached: { answers: 3 } }],
  ])('tells "%s" of a run', async (text, changes) => {
    const { header } = await openRun(madeData({ change: ({ run }) => Object.assign(run, changes) }));
    expect(header.textContent).toContain(text);
  });

  it('says in full why a measurement is not reliable', async () => {
    const client = {
      believable: false,
      reasons: ['The event loop was 80 ms late.', 'Calls waited 30 ms.'],
      loop_delay_p99_ms: 80,
      queue_p50_ms: null,
      queue_p99_ms: 30,
    };
    const { fact, header } = await openRun(madeData({ change: ({ run }) => Object.assign(run, { client }) }));
    expect(fact('Client health')).toContain('measurement unreliable');
    expect(
      within(header)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(client.reasons);
  });

  it('warns of answers that were cut at their limit', async () => {
    const data = madeData({
      change: ({ batch }) => {
        for (const sample of batch.samples)
          if (sample.target_id === 'target-1' && sample.outcome === 'ok') sample.outcome = 'truncated';
      },
    });
    const { header } = await openRun(data);
    expect(header.textContent).toMatch(/More than 5 % of the answers of model 1 are truncated/);
  });

  it('shows its name as text, and all of it', async () => {
    const suite_name = `<b>bold</b>\u202e ${'x'.repeat(300)}`;
    const { heading } = await openRun(madeData({ change: ({ run }) => (run.suite_name = suite_name) }));
    expect(heading.textContent).toContain('<b>bold</b>');
    expect(heading.textContent).toContain('x'.repeat(300));
    expect(heading.textContent).not.toContain('\u202e');
  });

  it('leads back to all runs where there is no such run, and offers no second try', async () => {
    const server = serverOf().on('GET /api/runs/nope', () =>
      refuse({ status: 404, message: 'There is no run "nope".' }),
    );
    const { user, address } = await openPage('/runs/nope', server);
    expect((await screen.findByRole('alert')).textContent).toContain('There is no run "nope".');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await user.click(screen.getByRole('link', { name: 'All runs' }));
    await screen.findByText('No runs yet');
    expect(address()).toBe('/');
  });

  it('tries again where the server failed', async () => {
    const data = madeData();
    let isBroken = true;
    const server = serverOf(data).on(`GET /api/runs/${data.run.run_id}`, () =>
      isBroken
        ? refuse({ status: 500, message: 'broken' })
        : { run: data.run, summary: summaryOf(data), last_event_id: 0, live: false },
    );
    const { user } = await openPage(`/runs/${data.run.run_id}/cases`, server);
    await screen.findByText('broken');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('navigation', { name: 'Run' })).toBeTruthy();
    expect(screen.queryByText('broken')).toBeNull();
  });
});

describe('the tabs of a run', () => {
  const names = () =>
    within(screen.getByRole('navigation', { name: 'Run' }))
      .getAllByRole('link')
      .map((link) => link.textContent);

  const current = () => document.querySelector('nav a[aria-current="page"][href*="/runs/"]')?.textContent;

  it('are those that the run has something for', async () => {
    const { unmount } = await openRun(madeData());
    expect(names()).toEqual(['Overview', 'Cases', 'Compare', 'Recommendation', 'Label']);
    unmount();
    const load = { shape: 'poisson', options: {}, phases: [] };
    await openRun(madeData({ change: ({ run }) => Object.assign(run, { load }) }));
    expect(names()).toContain('Load');
  });

  it.each([
    ['c', '/cases'],
    ['v', '/compare'],
    ['d', '/decision'],
    ['l', '/label'],
  ])('open by the key %s, and o leads back', async (key, path) => {
    const data = madeData({ cases: 6 });
    const { user, address } = await openRun(data, {}, '');
    await screen.findByRole('region', { name: 'Comparison of the targets' });
    await user.keyboard(key);
    await waitFor(() => expect(current()).not.toBe('Overview'));
    expect(address()).toBe(`/runs/${data.run.run_id}${path}`);
    await user.keyboard(`{Control>}o{/Control}`);
    expect(address()).toBe(`/runs/${data.run.run_id}${path}`);
    await user.keyboard('o');
    await screen.findByRole('region', { name: 'Comparison of the targets' });
    expect(address()).toBe(`/runs/${data.run.run_id}`);
  });
  it('are found as they were left', async () => {
    const data = madeData();
    const { user, search } = await openRun(data, {}, '?sort=target');
    await screen.findByRole('region', { name: 'Comparison of the targets' });
    await user.click(screen.getByRole('link', { name: 'Cases' }));
    await screen.findByRole('grid');
    expect(search()).toBe('');
    await user.click(screen.getByRole('link', { name: 'Overview' }));
    await screen.findByRole('region', { name: 'Comparison of the targets' });
    expect(search()).toBe('?sort=target');
  });
});

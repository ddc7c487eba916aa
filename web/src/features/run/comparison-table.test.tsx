import { cellsOf, openPage, screen, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import { madeData, summaryOf } from '../../../fixtures/made-data.ts';
import { serverOf } from '../../../fixtures/made-server.ts';

async function openOverview(data: MadeUp, search = '') {
  const page = await openPage(`/runs/${data.run.run_id}${search}`, serverOf(data));
  const region = await screen.findByRole('region', { name: 'Comparison of the targets' });
  const table = within(region).getByRole('table');
  const header = (name: string) => within(table).getByText(name).closest('th') as HTMLTableCellElement;
  const columnOf = (name: string) => {
    const heading = within(table).queryByText(name)?.closest('th');
    const at = [...(heading?.parentElement?.children ?? [])].indexOf(heading as Element);
    return cellsOf(table)
      .slice(1)
      .flatMap((row) => (at < 0 ? [] : [row[at]]));
  };
  const sortBy = (name: string) => page.user.click(within(header(name)).getByRole('button'));
  return { ...page, table, columnOf, header, sortBy };
}

/** `~1,234`, `85.0 [79.1, 90.2]`, `0.0012`: a number to order by. */
const numberIn = (text: string) => Number(/[\d.,]+/.exec(text)?.[0].replaceAll(',', ''));

describe('the comparison of targets', () => {
  it('has a row a target, the best quality first', async () => {
    const data = madeData({ targets: 5, cases: 60 });
    const { columnOf, header } = await openOverview(data);
    const byQuality = summaryOf(data)
      .targets.toSorted((a, b) => (b.quality?.value ?? 0) - (a.quality?.value ?? 0))
      .map(({ target }) => target.label);
    expect(columnOf('Target')).toEqual(byQuality);
    expect(header('Quality').getAttribute('aria-sort')).toBe('descending');
  });

  it('is sorted by any column when its header is clicked, and turned by another click', async () => {
    const data = madeData({ targets: 5, cases: 60 });
    const { columnOf, header, sortBy } = await openOverview(data, '?sort=target');
    const orderOf = (name: string) => header(name).getAttribute('aria-sort');
    for (const name of ['Correct', 'Errors', 'TTFT p50', 'Speed p50', 'Cost / 1,000', 'Retries']) {
      const numbers = () => columnOf(name).map((cell) => numberIn(cell ?? ''));
      await sortBy(name);
      const sign = orderOf(name) === 'ascending' ? 1 : -1;
      expect(numbers(), name).toEqual(numbers().toSorted((a, b) => sign * (a - b)));
      await sortBy(name);
      expect(orderOf(name)).toBe(sign === 1 ? 'descending' : 'ascending');
      expect(numbers(), name).toEqual(numbers().toSorted((a, b) => sign * (b - a)));
    }
  });

  it('keeps its order in the address, and drops what makes no sense there', async () => {
    const data = madeData();
    const { columnOf, header, sortBy, search } = await openOverview(data, '?sort=-constructor&hide=99,x');
    expect(header('Quality').getAttribute('aria-sort')).toBe('descending');
    await sortBy('Target');
    expect(search()).toContain('sort=target');
    expect(columnOf('Target')).toEqual(['model 0', 'model 1', 'model 2']);
    await sortBy('Target');
    expect(search()).toContain('sort=-target');
    expect(columnOf('Target')).toEqual(['model 2', 'model 1', 'model 0']);
  });

  it('shows n/a with the reason for what is unknown, and it stands last in either order', async () => {
    const data = madeData({
      change: ({ batch, run }) => {
        for (const sample of batch.samples)
          if (sample.target_id === run.targets[1]?.id) sample.cost_nanousd = null;
        batch.retried = [];
      },
    });
    const { columnOf, sortBy } = await openOverview(data);
    await sortBy('Cost / 1,000');
    expect(columnOf('Cost / 1,000').at(-1)).toMatch(/^n\/a: no price is known/);
    expect(columnOf('Target').at(-1)).toBe('model 1');
    await sortBy('Cost / 1,000');
    expect(columnOf('Target').at(-1)).toBe('model 1');
    expect(columnOf('Cost / 1,000').slice(0, -1).join(' ')).not.toContain('n/a');
  });

  it('shows a tail that rests on too few answers as provisional', async () => {
    const { columnOf, unmount } = await openOverview(madeData({ cases: 40 }));
    for (const cell of columnOf('E2E p95'))
      expect(cell).toMatch(/n \d+, provisional: p95 needs 130 answers, has \d+/);
    unmount();
    const unfloored = await openOverview(madeData({ cases: 200, targets: 2 }));
    for (const cell of unfloored.columnOf('E2E p95')) expect(cell).not.toContain('provisional');
  });

  it('marks the best of a column for those who do not see colours', async () => {
    const { columnOf } = await openOverview(madeData({ targets: 5, cases: 60 }));
    expect(columnOf('Quality').filter((cell) => cell?.includes(', best'))).toHaveLength(1);
    expect(columnOf('Quality')[0]).toContain(', best');
  });

  it('marks nothing as best where the targets did not answer the same cases', async () => {
    const stopped = madeData({
      targets: 4,
      cases: 40,
      change: ({ run, batch }) => {
        run.status = 'partial';
        batch.samples = batch.samples.filter(
          ({ target_id: id, case_index: index }) => id !== 'target-0' || index < 30,
        );
      },
    });
    const { table } = await openOverview(stopped);
    expect(within(table).queryAllByText(', best')).toEqual([]);
  });

  it('names the baseline, and a target that failed too often to be ranked', async () => {
    const data = madeData({
      cases: 20,
      change: ({ run, batch }) => {
        run.baseline_id = 'target-0';
        for (const sample of batch.samples)
          if (sample.target_id === 'target-2')
            Object.assign(sample, {
              outcome: 'timeout',
              quality: null,
              correct: null,
              ttft_ms: null,
              e2e_ms: null,
            });
      },
    });
    const { columnOf } = await openOverview(data);
    expect(columnOf('Target').toSorted()).toEqual(['model 0baseline', 'model 1', 'model 2not ranked']);
  });

  it('has columns for trouble only where there is some', async () => {
    const { columnOf, unmount } = await openOverview(madeData());
    expect(columnOf('Truncated')).toEqual([]);
    unmount();
    const cut = madeData({
      change: ({ batch }) => {
        for (const sample of batch.samples.slice(0, 3))
          if (sample.outcome === 'ok') sample.outcome = 'truncated';
      },
    });
    const withTrouble = await openOverview(cut);
    expect(withTrouble.columnOf('Truncated').filter((cell) => cell?.startsWith('0'))).toHaveLength(2);
    expect(withTrouble.columnOf('Truncated').join(' ')).toMatch(/[1-9]/);
  });

  it('hides a target from the charts by its name, and keeps that in the address', async () => {
    const data = madeData({ cases: 30 });
    const { user, search } = await openOverview(data);
    const drawn = () =>
      cellsOf(screen.getByRole('table', { name: 'End-to-end latency' }))
        .slice(1)
        .map(([name]) => name)
        .toSorted();
    expect(drawn()).toEqual(['model 0', 'model 1', 'model 2']);
    const button = screen.getByRole('button', { name: 'model 1' });
    await user.click(button);
    expect(button.getAttribute('aria-pressed')).toBe('false');
    expect(search()).toBe('?hide=2');
    expect(drawn()).toEqual(['model 0', 'model 2']);
    await user.click(button);
    expect(search()).toBe('');
    expect(drawn()).toEqual(['model 0', 'model 1', 'model 2']);
  });

  it('is used by the keyboard: arrows move, Space hides, headers sort', async () => {
    const { user, search, header } = await openOverview(madeData(), '?sort=target');
    screen.getByRole('button', { name: 'model 0' }).focus();
    await user.keyboard('{ArrowDown}{ArrowDown} ');
    expect(document.activeElement?.textContent).toContain('model 2');
    expect(search()).toBe('?sort=target&hide=3');
    within(header('Retries')).getByRole('button').focus();
    await user.keyboard('{Enter}');
    expect(header('Retries').getAttribute('aria-sort')).toBe('ascending');
  });

  it('tells long names apart, and has each in full for those who listen', async () => {
    const names = [0, 1, 2].map((i) => `some-provider/a-model-of-a-long-name-${i}-instruct-2026`);
    const data = madeData({
      change: ({ run }) => run.targets.forEach((target, i) => (target.label = names[i] as string)),
    });
    await openOverview(data);
    for (const name of names) expect(screen.getByRole('button', { name })).toBeTruthy();
  });

  it('shows how far each target is', async () => {
    const data = madeData();
    const server = serverOf(data);
    server.on(`GET /api/runs/${data.run.run_id}`, () => ({
      run: data.run,
      summary: summaryOf(data, 18),
      last_event_id: 0,
      live: false,
    }));
    await openPage(`/runs/${data.run.run_id}?sort=target`, server);
    const bars = await screen.findAllByRole('progressbar', { name: /^Progress of model/ });
    expect(bars.map((bar) => bar.getAttribute('aria-valuenow'))).toEqual(['12', '6', '0']);
    const [, , second = [], third = []] = cellsOf(screen.getByRole('table', { name: /^One row per target/ }));
    expect([second[1], third[1]]).toEqual(['6 / 12', '0 / 12']);
    expect(third[2]).toBe('n/a: no call has been completed yet');
  });
});

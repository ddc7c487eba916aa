import { cellsOf, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../src/contract/comparison.ts';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import { compareTable } from '../../../../src/analyze/compare/compare-table.ts';
import { splitTargets } from '../../../../src/analyze/table/split-targets.ts';
import { comparisonOf, madeData, tableOf } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

async function openCompare(data: MadeUp, search = '', answer: () => unknown = () => comparisonOf(data)) {
  const server = serverOf(data).on('GET /api/compare', answer);
  const page = await openPage(`/runs/${data.run.run_id}/compare${search}`, server);
  return { ...page, server };
}
const matrix = () => screen.findByRole('region', { name: 'Matrix of verdicts' });
const cell = async (name: RegExp) => within(await matrix()).getByRole('button', { name });
const pair = (first: number, second: number) =>
  screen.findByRole('region', {
    name: new RegExp(`^model ${first} (against|compared with|vs\\.?) model ${second}`),
  });

describe('the comparison, pairwise', () => {
  it('has every target against every other, the best first', async () => {
    const data = madeData({ targets: 4, cases: 40 });
    await openCompare(data);
    const table = within(await matrix()).getByRole('table');
    const [header = [], ...rows] = cellsOf(table);
    expect(rows.map(([name]) => name)).toEqual(header.slice(1));
    expect(within(table).getAllByRole('button')).toHaveLength(12);
    const quality = new Map(comparisonOf(data).targets.map((target) => [target.name, target.quality ?? 0]));
    const order = rows.map(([name]) => quality.get(name ?? '') ?? 0);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    rows.forEach((row, i) => expect(row[i + 1]).toBe(''));
  });

  it('reads the same from either side: what is better one way is worse the other', async () => {
    await openCompare(madeData({ targets: 3, cases: 60 }));
    const signs = cellsOf(within(await matrix()).getByRole('table'))
      .slice(1)
      .map((row) => row.slice(1));
    const other: Record<string, string> = { '▲': '▼', '▼': '▲', '≈': '≈', '?': '?' };
    for (const [i, row] of signs.entries())
      for (const [j, text] of row.entries())
        if (i !== j) {
          expect(signs[j]?.[i]?.[0]).toBe(other[text[0] ?? '']);
          expect(signs[j]?.[i]?.slice(2)).toBe(
            text.slice(2).replace(/[+−]/, (sign) => (sign === '+' ? '−' : '+')),
          );
        }
  });

  it('opens a pair by its cell, and keeps it in the address', async () => {
    const data = madeData({ targets: 3, cases: 40 });
    const { user, search } = await openCompare(data);
    const button = await cell(/^model 0 \S+( with)? model 2:/);
    await user.click(button);
    await waitFor(() => expect(search()).toBe('?first=target-0&second=target-2'));
    expect(button.getAttribute('aria-pressed')).toBe('true');
    const table = within(await pair(0, 2)).getAllByRole('table')[0] as HTMLElement;
    const rows = cellsOf(table).slice(1);
    expect(rows.map(([metric]) => metric)).toEqual([
      'quality %',
      'error rate %',
      'E2E mean',
      'TTFT mean',
      'cost per 1k',
    ]);
    for (const row of rows) expect(row).toHaveLength(7);
  });

  it('opens the pair of the address, and the best two for a pair that is not there', async () => {
    const data = madeData({ targets: 3, cases: 40 });
    const { unmount } = await openCompare(data, '?first=target-2&second=target-1');
    expect(await pair(2, 1)).toBeTruthy();
    unmount();
    await openCompare(data, '?first=nobody&second=target-1&metric=nonsense');
    const [, best, next] = cellsOf(within(await matrix()).getByRole('table'));
    expect(await pair(Number(best?.[0]?.at(-1)), Number(next?.[0]?.at(-1)))).toBeTruthy();
  });

  it('shows another metric, and keeps it in the address', async () => {
    const { user, search } = await openCompare(madeData({ targets: 2, cases: 40 }));
    await matrix();
    await user.click(screen.getByRole('radio', { name: 'cost' }));
    await waitFor(() => expect(search()).toBe('?metric=cost'));
    const texts = within(await matrix())
      .getAllByRole('button')
      .map((button) => button.textContent);
    for (const text of texts) expect(text).toMatch(/×\d/);
  });

  it('leads to the cases in which one is ahead', async () => {
    const data = madeData({ targets: 2, cases: 40 });
    const { user, address } = await openCompare(data, '?first=target-0&second=target-1');
    const panel = within(await pair(0, 1));
    await user.click(panel.getByRole('link', { name: /^model 0 is ahead in \d+/ }));
    await screen.findByRole('grid');
    expect(address()).toBe(`/runs/${data.run.run_id}/cases?right=target-0&wrong=target-1`);
  });

  it('splits the cases by category, and the parts add up', async () => {
    await openCompare(madeData({ targets: 2, cases: 30 }), '?first=target-0&second=target-1');
    const [, groups] = within(await pair(0, 1)).getAllByRole('table');
    const rows = cellsOf(groups as HTMLElement).slice(1);
    expect(rows.map(([name]) => name)).toEqual(['billing', 'returns', 'shipping']);
    const ahead = rows.reduce((sum, row) => sum + Number(row[3]), 0);
    expect(screen.getByRole('link', { name: /^model 0 is ahead/ }).textContent).toBe(
      `model 0 is ahead in ${ahead}`,
    );
  });

  it('calls nothing equal, and shows n/a where nothing is known', async () => {
    const data = madeData({
      targets: 2,
      cases: 20,
      change: ({ batch }) => {
        batch.retried = [];
        for (const sample of batch.samples) sample.cost_nanousd = null;
      },
    });
    await openCompare(data, '?first=target-0&second=target-1');
    const rows = cellsOf(within(await pair(0, 1)).getAllByRole('table')[0] as HTMLElement);
    const cost = rows.find(([metric]) => metric === 'cost per 1k');
    expect(cost).toEqual(['cost per 1k', 'n/a', 'n/a', 'n/a', '', 'n/a', 'n/a']);
    expect(rows.flat().join(' ')).not.toMatch(/\bequal\b/);
  });

  it('says how much there is to compare while that takes time', async () => {
    let answer: (comparison: Comparison) => void = () => undefined;
    const data = madeData({ targets: 4 });
    await openCompare(data, '', () => new Promise((resolve) => (answer = resolve)));
    expect((await screen.findByText(/Comparing 4 targets, 6 pairs/)).getAttribute('role')).toBe('status');
    answer(comparisonOf(data));
    expect(await matrix()).toBeTruthy();
  });

  it('splits targets by host, where one has several, and keeps it in the address', async () => {
    const data = madeData({
      targets: 2,
      cases: 40,
      repeats: 2,
      change: ({ batch }) => {
        for (const sample of batch.samples)
          if (sample.served_by && sample.target_id === 'target-1' && sample.repeat === 1)
            sample.served_by = 'b-host';
      },
    });
    const whole = comparisonOf(data);
    const split = { ...compareTable(splitTargets(tableOf(data), 'host')), by: 'host' };
    const { user, search, server } = await openCompare(data);
    await matrix();
    expect(screen.getByLabelText('Split targets by').textContent).toBe('nothinghost');
    server.on('GET /api/compare', ({ query }) => (query.get('by') === 'host' ? split : whole));
    await user.selectOptions(screen.getByLabelText('Split targets by'), 'host');
    await waitFor(() => expect(search()).toBe('?by=host'));
    const parts = ['model 0 · host a-host', 'model 1 · host a-host', 'model 1 · host b-host'];
    await waitFor(async () => {
      const [header = []] = cellsOf(within(await matrix()).getByRole('table'));
      expect(header.slice(1).toSorted()).toEqual(parts);
    });
    await user.click(await cell(/^model 1 · host a-host compared with model 1 · host b-host/));
    const panel = await screen.findByRole('region', {
      name: /^model 1 · host a-host compared with model 1 · host b/,
    });
    expect(within(panel).queryByRole('link')).toBeNull();
  });

  it('says so where there is nothing to compare', async () => {
    await openCompare(madeData({ targets: 1 }));
    expect(await screen.findByText('Nothing to compare')).toBeTruthy();
  });

  it('says what went wrong, and tries again', async () => {
    const data = madeData();
    let isBroken = true;
    const { user } = await openCompare(data, '', () =>
      isBroken ? refuse({ status: 404, message: 'nothing of the run was measured yet' }) : comparisonOf(data),
    );
    await screen.findByText('nothing of the run was measured yet');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await matrix()).toBeTruthy();
  });

  it('says what to bear in mind', async () => {
    const data = madeData();
    const notes = ['Not all targets answered the same suite.'];
    await openCompare(data, '', () => ({ ...comparisonOf(data), notes }));
    expect(await screen.findByText(notes[0] ?? '')).toBeTruthy();
  });
});

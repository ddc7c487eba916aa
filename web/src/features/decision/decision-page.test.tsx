import { cellsOf, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import { madeData, recommendationOf } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

async function openDecision(search = '', data: MadeUp = madeData({ targets: 3, cases: 60 })) {
  const server = serverOf(data);
  const page = await openPage(`/runs/${data.run.run_id}/decision${search}`, server);
  const asked = () => Object.fromEntries(server.askedFor('/recommendation').at(-1)?.query ?? []);
  const count = () => server.askedFor('/recommendation').length;
  return { ...page, data, server, asked, count };
}
const candidates = async () => within(await screen.findByRole('region', { name: 'Candidates' }));
const paragraph = () => screen.getByText(/^(Use |No target)/).textContent;

describe('the recommendation', () => {
  it('says which target to use, with the evidence under it', async () => {
    const { data, asked } = await openDecision();
    const answer = recommendationOf(data, {});
    const rows = cellsOf((await candidates()).getByRole('table'));
    expect(asked()).toEqual({});
    expect(paragraph()).toBe(answer.paragraph);
    expect(rows).toHaveLength(4);
    expect(rows[0]?.slice(0, 2)).toEqual(['Target', 'Quality, %']);
    for (const [i, candidate] of answer.candidates.entries())
      expect(rows[i + 1]?.[0]).toContain(candidate.label);
    if (answer.pick) expect(rows.flat().join(' ')).toContain('recommended');
  });

  it.each([
    ['Non-inferiority margin', '10', { margin: '10%' }, '= 10 points'],
    ['Max p95 (ms)', '2.5s', { maxP95: '2500' }, '= 2,500 ms'],
    ['Max error rate (%)', '12%', { maxErrors: '12%' }, '= 12 %'],
    ['Max truncated (%)', '7', { maxTruncated: '7%' }, '= 7 %'],
    ['Max $ per 1,000 calls', '$20', { maxPer1k: '20' }, null],
    ['Calls a month', '20k', { calls: '20000' }, '= 20,000'],
  ])('asks again when %s is "%s"', async (label, text, query, means) => {
    const { user, asked, search } = await openDecision();
    await candidates();
    await user.type(screen.getByLabelText(label), text);
    await waitFor(() => expect(asked()).toEqual(query));
    expect(new URLSearchParams(search()).get(Object.keys(query)[0] ?? '')).toBe(text);
    if (means !== null) expect(await screen.findByText(means)).toBeTruthy();
  });

  it('does not ask with a field that cannot be read, and keeps the last answer', async () => {
    const { user, count } = await openDecision();
    await candidates();
    const before = [count(), paragraph()];
    const field = screen.getByLabelText('Non-inferiority margin');
    await user.type(field, '0.03');
    expect(await screen.findByText('3% or 0.03%? Write it with the sign.')).toBeTruthy();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect([count(), paragraph()]).toEqual(before);
    expect(screen.getByRole('region', { name: 'Candidates' })).toBeTruthy();
    await user.clear(field);
    await waitFor(() => expect(field.getAttribute('aria-invalid')).not.toBe('true'));
  });

  it('waits for a field of the address that cannot be read', async () => {
    const { count } = await openDecision('?maxP95=soon');
    expect(await screen.findByText('Expected a time above 0, e.g. 900, 250ms or 1.5s.')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Candidates' })).toBeNull();
    expect(count()).toBe(0);
  });

  it('finds all of it in the address', async () => {
    const { asked } = await openDecision('?baseline=target-1&margin=3%25&calls=1M&scope=suite');
    await candidates();
    expect((screen.getByLabelText('Calls a month') as HTMLInputElement).value).toBe('1M');
    expect((screen.getByLabelText('Compared with') as HTMLSelectElement).value).toBe('target-1');
    expect((screen.getByLabelText('Scope') as HTMLSelectElement).value).toBe('suite');
    expect(asked()).toEqual({ baseline: 'target-1', margin: '3%', calls: '1000000', scope: 'suite' });
  });

  it('compares with the target that is chosen, and for this suite alone', async () => {
    const { user, asked } = await openDecision();
    await candidates();
    await user.selectOptions(screen.getByLabelText('Compared with'), 'model 2');
    await user.selectOptions(screen.getByLabelText('Scope'), 'this suite only');
    await waitFor(() => expect(asked()).toEqual({ baseline: 'target-2', scope: 'suite' }));
    const rows = cellsOf((await candidates()).getByRole('table'));
    await waitFor(() =>
      expect(cellsOf(screen.getByRole('table')).find(([name]) => name?.includes('model 2'))?.[2]).toBe(
        'baseline',
      ),
    );
    expect(rows[0]?.[2]).toMatch(/baseline/);
  });

  it('says under a target why it cannot be chosen', async () => {
    await openDecision('?maxP95=1ms');
    await candidates();
    expect(paragraph()).toBe('No target meets all requirements.');
    expect(screen.getAllByText(/does not meet a requirement$/)).toHaveLength(3);
  });

  it('has the cost of a month where the calls of one are given', async () => {
    const { unmount } = await openDecision();
    expect((await candidates()).queryByText('$/month')).toBeNull();
    unmount();
    await openDecision('?calls=100000');
    const [header = [], ...rows] = cellsOf((await candidates()).getByRole('table'));
    for (const row of rows) expect(row[header.indexOf('$/month')]).toMatch(/^\d/);
  });

  it('shows n/a for what is unknown, never zero', async () => {
    const data = madeData({
      cases: 60,
      change: ({ batch }) => {
        batch.retried = [];
        for (const sample of batch.samples) sample.cost_nanousd = null;
      },
    });
    await openDecision('', data);
    const [header = [], ...rows] = cellsOf((await candidates()).getByRole('table'));
    for (const row of rows) expect(row[header.indexOf('$/1k calls')]).toBe('n/a');
  });

  it('says what went wrong, and tries again', async () => {
    const data = madeData({ cases: 60 });
    const server = serverOf(data);
    let isBroken = true;
    server.on(`GET /api/runs/${data.run.run_id}/recommendation`, () =>
      isBroken ? refuse({ status: 400, message: 'no choice under load' }) : recommendationOf(data, {}),
    );
    const { user } = await openPage(`/runs/${data.run.run_id}/decision`, server);
    await screen.findByText('no choice under load');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await candidates()).toBeTruthy();
  });
});

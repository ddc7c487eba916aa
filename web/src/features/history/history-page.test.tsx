import { describe, expect, it } from 'vitest';
import type { History, HistorySeries } from '../../../../src/contract/history.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';
import { cellsOf, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';

const day = (n: number) => Date.UTC(2031, 3, n);
const marker = { at_ms: day(5), kind: 'response-model', before: 'm-1', after: 'm-2' } as const;

const line = (label: string, suite_hash: string, values: (number | null)[]): HistorySeries => ({
  target_key: label,
  label,
  suite_name: 'triage',
  suite_hash,
  split: {},
  points: values.flatMap((value, i) =>
    value === null ? [] : [{ at_ms: day(i + 1), value, low: value - 0.05, high: value + 0.05, n: 100 }],
  ),
  markers: [],
  changes: [],
});

const history = (...series: HistorySeries[]): History => ({
  schema: 'assay.history/1',
  scores: [],
  metric: { key: 'quality', label: 'Quality', unit: '%' },
  bucket: 'day',
  since_ms: day(1),
  until_ms: day(9),
  series,
  notes: series.length === 0 ? ['Nothing was measured in this period with these filters.'] : [],
});

const changed: HistorySeries = {
  ...line('gpt', 'a'.repeat(64), [0.8, 0.81, null, null, 0.6]),
  markers: [marker],
  changes: [
    {
      at_ms: day(5),
      method: 'e-divisive',
      before: 0.805,
      after: 0.6,
      difference: -0.205,
      low: -0.25,
      high: -0.15,
      p: 0.01,
      verdict: 'worse',
      beside: [marker],
    },
  ],
};
const serverWith = (answer: () => unknown) => serverOf().on('GET /api/history', answer);

describe('the history page', () => {
  it('has a row for each line with its first and last figure, and says what changed', async () => {
    const other = line('gpt', 'b'.repeat(64), [0.9]);
    await openPage(
      '/history',
      serverWith(() => history(changed, other)),
    );
    const region = await screen.findByRole('region', { name: 'Table of lines' });
    expect(cellsOf(within(region).getByRole('table'))).toEqual([
      ['Target', 'Suite', 'First', 'Last: Quality, %', '95 % interval', 'n'],
      ['gpt', 'triage, version aaaaaaaa', '80.0', '60.0', '[55.0, 65.0]', '300'],
      ['gpt', 'triage, version bbbbbbbb (dashed)', '90.0', '90.0', '[85.0, 95.0]', '100'],
    ]);
    const changes = within(screen.getByRole('region', { name: 'Changes' })).getAllByRole('listitem');
    expect(changes.map(({ textContent }) => textContent)).toEqual([
      '2031-04-05 80.5 % → 60.0 % (−20.5 points [−25.0, −15.0], 95 %), worse; E-divisive, p 0.010',
      '2031-04-05 model that answered: m-1 → m-2',
    ]);
    expect(screen.getByRole('img', { name: /^Quality, % of 2 lines over time/ })).toBeTruthy();
    expect(document.title).toBe('History · Assay');
  });

  it('gives every point when they are asked for', async () => {
    const { user } = await openPage(
      '/history',
      serverWith(() => history(changed)),
    );
    await user.click(await screen.findByText('All points'));
    const region = await screen.findByRole('region', { name: 'All points' });
    expect(cellsOf(within(region).getByRole('table')).map(([, ...cells]) => cells)).toEqual([
      ['Start, UTC', 'Quality, %', '95 % interval', 'n'],
      ['2031-04-01', '80.0', '[75.0, 85.0]', '100'],
      ['2031-04-02', '81.0', '[76.0, 86.0]', '100'],
      ['2031-04-05', '60.0', '[55.0, 65.0]', '100'],
    ]);
  });

  it('asks for what stands in the address, which the controls change', async () => {
    const server = serverWith(() => history(changed));
    const { user, search } = await openPage('/history?targets=gpt,%20claude&by=host&bucket=year', server);
    await screen.findByRole('region', { name: 'Table of lines' });
    const asked = () => server.askedFor('/api/history').at(-1)?.query;
    expect(asked()?.getAll('target')).toEqual(['gpt', 'claude']);
    expect([asked()?.get('by'), asked()?.get('bucket'), asked()?.get('changes')]).toEqual([
      'host',
      null,
      'true',
    ]);
    await user.selectOptions(screen.getByLabelText('Metric'), 'ttft_ms_p95');
    await user.selectOptions(screen.getByLabelText('Period'), '400');
    await user.type(screen.getByLabelText('Suite'), 'triage');
    await waitFor(() => expect(asked()?.get('suite')).toBe('triage'));
    expect(asked()?.get('metric')).toBe('ttft_ms_p95');
    const days = (Date.parse('2100-01-01') - Number(asked()?.get('since_ms'))) / 86_400_000;
    const now = (Date.parse('2100-01-01') - performance.timeOrigin - performance.now()) / 86_400_000;
    expect(days - now).toBeCloseTo(400, 1);
    expect(Object.fromEntries(new URLSearchParams(search()))).toEqual({
      targets: 'gpt, claude',
      by: 'host',
      metric: 'ttft_ms_p95',
      days: '400',
      suite: 'triage',
    });
  });

  it('takes dates, filters, shared cases and scores by name from the controls', async () => {
    const server = serverWith(() => ({ ...history(changed), scores: ['exact', 'judge'] }));
    const { user, search } = await openPage('/history?suite=triage&since=2031-04-01&until=nonsense', server);
    await screen.findByRole('region', { name: 'Table of lines' });
    const asked = () => Object.fromEntries(server.askedFor('/api/history').at(-1)?.query ?? []);
    expect(asked()).toMatchObject({ since_ms: String(day(1)), suite: 'triage' });
    expect(asked()).not.toHaveProperty('until_ms');
    await user.type(screen.getByLabelText('Before, UTC'), '2031-04-06');
    await user.type(screen.getByLabelText('Reasoning effort'), 'low');
    await user.selectOptions(screen.getByLabelText('Versions of the suite'), 'yes');
    await user.selectOptions(screen.getByLabelText('Metric'), 'score.judge');
    await waitFor(() =>
      expect(asked()).toMatchObject({
        metric: 'score.judge',
        effort: 'low',
        shared_cases: 'true',
        until_ms: String(day(6)),
      }),
    );
    expect(Object.fromEntries(new URLSearchParams(search()))).toEqual({
      suite: 'triage',
      since: '2031-04-01',
      until: '2031-04-06',
      effort: 'low',
      shared: 'yes',
      metric: 'score.judge',
    });
  });

  it('says that there is nothing, and draws no chart of it', async () => {
    await openPage(
      '/history',
      serverWith(() => history()),
    );
    expect(await screen.findByText('Nothing was measured in this period with these filters.')).toBeTruthy();
    expect(screen.queryByRole('img', { name: /over time/ })).toBeNull();
  });

  it('says what went wrong and what to do', async () => {
    const server = serverWith(() =>
      refuse({ status: 400, message: 'no stored run has a target "x"', remedy: 'There are: gpt.' }),
    );
    await openPage('/history?targets=x', server);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('There are: gpt.');
    expect(screen.getByLabelText<HTMLInputElement>('Targets').value).toBe('x');
  });
});

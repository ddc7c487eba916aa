import { cellsOf, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/contract/run.ts';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import { madeData, startedAtMs } from '../../../fixtures/made-data.ts';
import { serverOf, type MadeServer } from '../../../fixtures/made-server.ts';

async function openOverview(
  data: MadeUp,
  search = '',
  prepare: (server: MadeServer) => void = () => undefined,
) {
  const server = serverOf(data);
  prepare(server);
  const page = await openPage(`/runs/${data.run.run_id}${search}`, server);
  await screen.findByRole('region', { name: 'Comparison of the targets' });
  return { ...page, server };
}
const panel = (name: string | RegExp) => within(screen.getByRole('region', { name }));
const table = (name: string) => cellsOf(screen.getByRole('table', { name }));
const withRun = (changes: Partial<Run>, targets = 3) =>
  madeData({ targets, change: ({ run }) => Object.assign(run, changes) });

describe('the charts of the overview', () => {
  it('have their numbers as tables', async () => {
    await openOverview(madeData({ cases: 30 }));
    expect(table('Quality against cost')).toHaveLength(4);
    expect(table('Quality against latency')).toHaveLength(4);
    const [header = [], ...rows] = table('Quality against cost');
    for (const row of rows) {
      expect(row[header.indexOf('Quality, %')]).toMatch(/^\d+\.\d$/);
      expect(row.at(-1)).toMatch(/^(yes|no)$/);
    }
    expect(rows.some((row) => row.at(-1) === 'yes')).toBe(true);
  });

  it('have a scale that stands in the address', async () => {
    const { user, search } = await openOverview(madeData());
    const scale = () =>
      panel('Quality against cost').getByRole('radio', { name: 'linear' }) as HTMLInputElement;
    expect(scale().checked).toBe(false);
    await user.click(scale());
    await waitFor(() => expect(search()).toBe('?costScale=linear'));
    await user.click(panel('Quality against cost').getByRole('radio', { name: 'log' }));
    await waitFor(() => expect(search()).toBe(''));
  });

  it('say which targets are not in them, and why', async () => {
    const data = madeData({
      change: ({ batch }) => {
        batch.retried = [];
        for (const sample of batch.samples) if (sample.target_id === 'target-1') sample.cost_nanousd = null;
      },
    });
    await openOverview(data);
    expect(panel('Quality against cost').getByText(/^1 not shown: no known cost/)).toBeTruthy();
    expect(table('Quality against cost')).toHaveLength(3);
    expect(table('Quality against latency')).toHaveLength(4);
  });

  it('are empty, and say so, where nothing was answered', async () => {
    const data = madeData({
      change: ({ batch }) => {
        for (const sample of batch.samples)
          Object.assign(sample, {
            outcome: 'timeout',
            quality: null,
            correct: null,
            ttft_ms: null,
            e2e_ms: null,
          });
      },
    });
    await openOverview(data);
    expect(screen.getAllByText('Nothing to draw.')).toHaveLength(2);
    expect(screen.getByText('No answers.')).toBeTruthy();
  });

  it('show failures by cause and by outcome', async () => {
    const data = madeData({
      change: ({ batch }) => {
        for (const sample of batch.samples) Object.assign(sample, { outcome: 'ok', error_class: '' });
        Object.assign(batch.samples[0] ?? {}, { outcome: 'error', error_class: 'http_5xx' });
        Object.assign(batch.samples[1] ?? {}, { outcome: 'timeout', error_class: 'timeout' });
      },
    });
    const { user, search } = await openOverview(data);
    const failed = () => table('Failed calls').map((row) => row.slice(2));
    expect(failed()[0]).toHaveLength(2);
    expect(
      failed()
        .slice(1)
        .flat()
        .map(Number)
        .reduce((sum, n) => sum + n, 0),
    ).toBe(2);
    await user.click(screen.getByRole('radio', { name: 'by outcome' }));
    await waitFor(() => expect(search()).toBe('?failures=outcome'));
    expect(
      failed()
        .slice(1)
        .flat()
        .map(Number)
        .reduce((sum, n) => sum + n, 0),
    ).toBe(2);
  });

  it('say so when nothing failed', async () => {
    const data = madeData({
      change: ({ batch }) => {
        batch.samples = batch.samples.filter(({ outcome }) => outcome === 'ok');
      },
    });
    await openOverview(data);
    expect(panel('Failures').getByText(/^None/)).toBeTruthy();
  });
});

describe('the judges of a run', () => {
  const judges = (calibration: unknown) => ({
    judges: [{ scorer: 'helpful', judges: ['x/judge'], calibration }],
    notes: ['x/judge is uncalibrated: nobody has labelled its answers.'],
  });

  it('are shown with how far they can be trusted, and lead to labelling', async () => {
    const data = withRun({ judged: { calls: 36, usd: 0.02 } });
    const { user, address } = await openOverview(data, '', (server) =>
      server.on(`GET /api/runs/${data.run.run_id}/judges`, () => judges(null)),
    );
    await screen.findByRole('region', { name: 'Judge: helpful' });
    expect(panel('Judge: helpful').getByText(/uncalibrated/)).toBeTruthy();
    expect(panel('Judge: helpful').queryByRole('table')).toBeNull();
    await user.click(panel('Judge: helpful').getByRole('link', { name: 'Label answers' }));
    await screen.findByRole('group', { name: 'Labels' });
    expect(address()).toBe(`/runs/${data.run.run_id}/label`);
  });

  it('have what people say beside what they say, n/a where nobody said anything', async () => {
    const data = withRun({ judged: { calls: 36, usd: null } }, 2);
    const targets = [
      {
        label: 'model 0',
        raw: 0.8,
        corrected: { value: 0.7, low: -0.02, high: 1.1 },
        people: 0.6,
        labelled: 1234,
      },
      { label: 'model 1', raw: 0.5, corrected: null, people: null, labelled: 0 },
    ];
    await openOverview(data, '', (server) =>
      server.on(`GET /api/runs/${data.run.run_id}/judges`, () => judges({ n: 40, targets })),
    );
    await screen.findByRole('region', { name: 'Judge: helpful' });
    expect(cellsOf(panel('Judge: helpful').getByRole('table')).slice(1)).toEqual([
      ['model 0', '80.0', '70.0 [0, 100]', '60.0', '1,234'],
      ['model 1', '50.0', 'n/a', 'n/a', '0'],
    ]);
  });

  it('are not asked for where no model judged', async () => {
    const { server } = await openOverview(madeData());
    expect(server.askedFor('/judges')).toHaveLength(0);
    expect(screen.queryByRole('region', { name: /^Judge/ })).toBeNull();
  });
});

describe('a race', () => {
  const raced = (decided: boolean): Run['race'] =>
    ({
      settings: { kind: 'best', k: 1, delta: 0.03, alpha: 0.05, scope: 'suite', baseline_id: null },
      decided,
      winners: decided ? ['target-2'] : [],
      targets: [
        {
          target_id: 'target-0',
          state: 'out',
          reason: 'model 2 is better',
          cases: 7,
          calls_saved: 5,
          usd_saved: null,
        },
        { target_id: 'target-1', state: 'open', reason: null, cases: 12, calls_saved: 0, usd_saved: 0 },
        { target_id: 'target-2', state: 'chosen', reason: null, cases: 12, calls_saved: 3, usd_saved: 0.5 },
      ],
    }) as unknown as Run['race'];

  it('says who is out and why, and what that saved', async () => {
    await openOverview(withRun({ race: raced(true) as never }));
    expect(panel('Race').getByText(/the best: model 2/)).toBeTruthy();
    expect(cellsOf(panel('Race').getByRole('table')).slice(1)).toEqual([
      ['model 0', 'out: model 2 is better', '7', '5', 'n/a'],
      ['model 1', 'open', '12', '', ''],
      ['model 2', 'chosen', '12', '3', '$0.50'],
    ]);
  });

  it('leaves out a target that is hidden, and is not there without a race', async () => {
    const { unmount } = await openOverview(withRun({ race: raced(false) as never }), '?hide=1');
    expect(cellsOf(panel('Race').getByRole('table'))).toHaveLength(3);
    unmount();
    await openOverview(madeData());
    expect(screen.queryByRole('region', { name: 'Race' })).toBeNull();
  });
});

describe('what holds a target back', () => {
  const change = { reason: '', until_ms: null, concurrency: 4 };
  const lanes = [
    {
      target_id: 'target-0',
      changes: [
        { at_ms: startedAtMs, state: 'sending', ...change },
        {
          at_ms: startedAtMs + 1000,
          state: 'set_aside',
          reason: '5 calls failed in a row',
          until_ms: null,
          concurrency: 2,
          quota: {
            kind: 'requests',
            limit: 1000,
            left: 250,
            least_left: 200,
            reserved: 0.2,
            window_ms: 60_000,
          },
        },
      ],
    },
    { target_id: 'target-1', changes: [{ at_ms: startedAtMs, state: 'sending', ...change }] },
  ];

  it('is shown with its reason and the remaining quota', async () => {
    await openOverview(withRun({ lanes: lanes as never }));
    const rows = cellsOf(panel('Concurrency').getByRole('table')).slice(1);
    expect(rows.map(([name, , count]) => [name, count])).toEqual([
      ['model 0', '2'],
      ['model 1', '4'],
    ]);
    expect(rows[0]?.[3]).toContain('5 calls failed in a row');
    expect(rows[0]?.[4]).toMatch(/^25 % of quota left/);
    expect(rows[1]?.[4]).toBe('');
  });

  it('is not there when nothing did', async () => {
    await openOverview(withRun({ lanes: [lanes[1]] as never }));
    expect(screen.queryByRole('region', { name: 'Concurrency' })).toBeNull();
  });
});

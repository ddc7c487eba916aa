import { act, cellsOf, openPage, screen, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it, vi } from 'vitest';
import type { LoadReport } from '../../../../src/contract/load-report.ts';
import type { PhasePurpose } from '../../../../src/contract/load.ts';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import { loadOf, madeData } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

/** Phases one after the other, each of the cases that fall into its stretch. */
function withPhases(purposes: PhasePurpose[], shape = 'sweep') {
  return madeData({
    targets: 1,
    cases: 30 * purposes.length,
    change: ({ run, batch }: MadeUp) => {
      const [calls, length, pause] = [30, 1000, 100];
      batch.samples.forEach((sample, i) => {
        const phase = Math.floor(i / calls);
        sample.started_at_ms = run.started_at_ms + phase * (length + pause) + 20 + (i % calls) * 30;
      });
      run.load = {
        shape,
        options: { from: 5, to: 40 },
        phases: purposes.map((purpose, i) => {
          const from = run.started_at_ms + i * (length + pause);
          return {
            target_id: 'target-0',
            purpose,
            rate: 10 * (i + 1),
            users: null,
            from_ms: from,
            measure_from_ms: from,
            measure_to_ms: from + length,
            ended_at_ms: from + length,
          };
        }),
      } as MadeUp['run']['load'] & object;
    },
  });
}

async function openLoad(data: MadeUp, change: (report: LoadReport) => void = () => undefined) {
  const server = serverOf(data);
  server.on(`GET /api/runs/${data.run.run_id}/load`, () => {
    const report = loadOf(data);
    change(report);
    return report;
  });
  const page = await openPage(`/runs/${data.run.run_id}/load`, server);
  return { ...page, server };
}
const table = async () => cellsOf(await screen.findByRole('table'));

describe('a run under load', () => {
  it('has a row a phase, in the order they took place', async () => {
    await openLoad(withPhases(['baseline', 'ascend', 'search', 'recover', 'confirm']));
    const [header = [], ...rows] = await table();
    expect(rows.map(([phase]) => phase)).toEqual([
      'baseline',
      'ramp up',
      'search',
      'recovery',
      'confirmation',
    ]);
    expect(header).toContain('Offered');
    const calls = header.indexOf('Calls');
    expect(rows.reduce((sum, row) => sum + Number(row[calls]), 0)).toBe(150);
    expect(header.at(-1)).toBe('State');
  });

  it('has no state where no rate was looked for', async () => {
    await openLoad(withPhases(['measure'], 'poisson'));
    const [header = [], row = []] = await table();
    expect(header).not.toContain('State');
    expect(row[0]).toBe('measured');
    expect(screen.queryByText(/Knee/)).toBeNull();
  });

  it('names users where those were given instead of a rate', async () => {
    await openLoad(withPhases(['measure'], 'users'), ({ targets }) => {
      for (const phase of targets[0]?.phases ?? []) Object.assign(phase, { users: 8, running: true });
    });
    expect((await table())[1]?.[0]).toBe('8 users …');
  });

  it('shows n/a for what is unknown, never zero', async () => {
    await openLoad(withPhases(['measure'], 'poisson'), ({ targets }) => {
      for (const phase of targets[0]?.phases ?? [])
        Object.assign(phase, { tok_s: null, response_ms: null, ttft_ms: null, good_share: null });
    });
    const [header = [], row = []] = await table();
    const of = (name: string) => row[header.indexOf(name)];
    expect(['Tokens', 'Response p50, ms', 'p99, ms', 'TTFT p50, ms', 'Met all SLOs, %'].map(of)).toEqual(
      Array.from({ length: 5 }, () => 'n/a'),
    );
  });

  it('tells what a sweep found', async () => {
    await openLoad(withPhases(['baseline', 'ascend']), ({ targets }) =>
      Object.assign(targets[0] ?? {}, {
        knee_rate: 12.5,
        sustainable: {
          low: 10,
          high: 20,
          estimate: 14,
          end: 'tolerance',
          criterion: { kind: 'latency', rate: 20, what: 'p95 TTFT', value: 2300, limit: 1000 },
          baseline_failure_share: 0,
          baseline_calls: 30,
        },
      }),
    );
    const panel = within(await screen.findByRole('region', { name: 'model 0' }));
    expect(panel.getByText(/^Knee .*: 12\.5\/s$/)).toBeTruthy();
    expect(panel.getByText(/p95 TTFT 2,300 ms > 1,000 ms at 20\.0\/s/)).toBeTruthy();
  });

  it('draws rates and times, and throughput against latency of a sweep', async () => {
    await openLoad(withPhases(['baseline', 'ascend']));
    const names = (await screen.findAllByRole('img', { name: /table of phases/ })).map(
      (one) => one.getAttribute('aria-label')?.split('.')[0],
    );
    expect(names).toEqual(['Rate, model 0', 'Time, model 0', 'Throughput against latency, model 0']);
  });

  it('is waited for until the first phase has begun', async () => {
    await openLoad(withPhases([]));
    expect(await screen.findByText('The first phase has not started yet.')).toBeTruthy();
  });

  it('is asked for again while the run goes on', async () => {
    await import('../../app/run-routes.ts');
    await import('../../app/load-route.ts');
    vi.useFakeTimers();
    const data = withPhases(['measure'], 'poisson');
    data.run.status = 'running';
    const { server } = await openLoad(data, ({ targets }) => {
      for (const phase of targets[0]?.phases ?? []) phase.running = true;
    });
    await act(() => vi.advanceTimersByTimeAsync(500));
    expect(screen.getByText(/^Still running/)).toBeTruthy();
    const before = server.askedFor('/load').length;
    await act(() => vi.advanceTimersByTimeAsync(4100));
    expect(server.askedFor('/load')).toHaveLength(before + 2);
  });

  it('says what went wrong, and tries again', async () => {
    const data = withPhases(['measure'], 'poisson');
    const server = serverOf(data).on(`GET /api/runs/${data.run.run_id}/load`, () =>
      refuse({
        status: 404,
        message: 'The run was not under load.',
        remedy: 'Its comparison is in the overview.',
      }),
    );
    const { user } = await openPage(`/runs/${data.run.run_id}/load`, server);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The run was not under load.Its comparison is in the overview.');
    server.on(`GET /api/runs/${data.run.run_id}/load`, () => loadOf(data));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect((await table()).length).toBe(2);
  });
});

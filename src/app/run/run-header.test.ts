import { describe, expect, it } from 'vitest';
import { loadYaml } from '../../../test/suite-folder.ts';
import type { LoadPhase, LoadPlan } from '../../contract/load.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Provenance, Run } from '../../contract/run.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { planRun } from '../../plan/plan-run.ts';
import { continuedHeader } from './resumed-header.ts';
import { runHeader } from './run-header.ts';

const text =
  'name: n\nbaseline: x/a\nwarmup: 1\nrepeats: 2\ntargets: [{model: x/a, price: {input: 1, output: 2}}, {model: x/b, limits: {concurrency: 2}}]\nscorers: [exact]\nparameters: {maxOutputTokens: 5}\ncases: [{input: A, expected: a}, {input: B, expected: b}, {input: C, expected: c}]\n';
const prices = createPriceBook({ at: 0 });
const provenance = { command: 'assay run' } as Provenance;

async function planned(more: Partial<Plan> = {}, changes = ''): Promise<Plan> {
  const suite = await loadYaml(text + changes);
  const priceOf = (target: Parameters<typeof prices.priceOf>[0]) => prices.priceOf(target)?.price ?? null;
  return { ...planRun(suite, { runId: 'r', priceOf }), ...more };
}
const headerOf = async (more: Partial<Plan> = {}, changes = '') =>
  runHeader(await planned(more, changes), prices, provenance, 5);

describe('runHeader', () => {
  it('counts measured calls, not those of the warm-up', async () => {
    const run = await headerOf();
    expect(run).toMatchObject({
      run_id: 'r',
      suite_name: 'n',
      status: 'running',
      started_at_ms: 5,
      ended_at_ms: null,
      cases: 3,
      repeats: 2,
      planned: 12,
      baseline_id: run.targets[0]?.id,
      provenance,
    });
    expect(run.targets.map(({ planned: calls }) => calls)).toEqual([6, 6]);
  });

  it('says what is paid, and no estimate as soon as one target has no price', async () => {
    const run = await headerOf();
    expect(run.targets.map(({ price }) => price)).toEqual([{ input: 1, output: 2 }, null]);
    expect(run.estimate_usd).toBeNull();
    const plan = await planned();
    const estimates = plan.estimates.map((one) => ({ ...one, costUsd: { low: 1, likely: 2, high: 3 } }));
    expect((await headerOf({ estimates })).estimate_usd).toEqual({ low: 2, likely: 4, high: 6 });
    expect((await headerOf({ estimates: [] })).estimate_usd).toEqual({ low: 0, likely: 0, high: 0 });
  });

  const phase = (more: Partial<LoadPhase> = {}): LoadPhase => ({
    purpose: 'measure',
    rate: 1,
    warmupMs: 1000,
    measureMs: 5000,
    arrivals: [0, 999, 1000, 4000],
    sizes: null,
    users: null,
    turns: { count: 1, thinkMs: 0 },
    ...more,
  });
  const load = (first: LoadPhase | null): LoadPlan => ({
    settings: {
      shape: 'poisson',
      options: { rate: 1, times: [1, 2], inputs: [3], outputs: [4] },
    } as unknown as LoadPlan['settings'],
    nextPhase: () => first,
  });

  it.each<[string, LoadPhase | null, number]>([
    ['what its schedule measures', phase(), 2],
    ['every call of a session', phase({ turns: { count: 3, thinkMs: 0 } }), 6],
    ['nothing before the answers tell: users in a loop', phase({ arrivals: null }), 0],
    ['nothing of a sweep, which goes by what it finds', phase({ purpose: 'baseline' }), 0],
    ['nothing where there is no phase', null, 0],
  ])('plans of a load %s', async (_, first, calls) => {
    const run = await headerOf({ load: load(first), estimates: [] });
    expect(run.targets.map((target) => target.planned)).toEqual([calls, calls]);
    expect(run.planned).toBe(2 * calls);
    expect(run.estimate_usd).toBeNull();
  });

  it('keeps of a load what was written, without the instants of a trace', async () => {
    const run = await headerOf({ load: load(phase()), estimates: [] });
    expect(run.load).toEqual({ shape: 'poisson', options: { rate: 1 }, phases: [] });
  });
});

describe('continuedHeader', () => {
  const resumed = async (before: Partial<Run>, asked: Partial<Run> = {}) => {
    const first = await headerOf();
    const header = { ...first, started_at_ms: 100, ...asked };
    return continuedHeader({ ...first, status: 'partial', ended_at_ms: 50, ...before }, header);
  };

  it('began when the run began, and says when it went on', async () => {
    const once = await resumed({});
    expect([once.started_at_ms, once.continued_at_ms, once.status]).toEqual([5, [100], 'running']);
    expect((await resumed({ continued_at_ms: [30] })).continued_at_ms).toEqual([30, 100]);
  });

  it('has the targets of both, with as many calls as the larger plan', async () => {
    const { targets } = await headerOf();
    const [a, b] = targets as [Run['targets'][number], Run['targets'][number]];
    const run = await resumed(
      { targets: [{ ...a, planned: 9 }, b], repeats: 3 },
      { targets: [{ ...a, planned: 6 }], repeats: 2 },
    );
    expect(run.targets.map(({ id, planned: calls }) => [id, calls])).toEqual([
      [a.id, 9],
      [b.id, 6],
    ]);
    expect([run.planned, run.repeats]).toEqual([15, 3]);
  });

  it('keeps prices and scores that were given to the run since', async () => {
    const { targets } = await headerOf();
    const price = { input: 7, output: 7 };
    const given = targets.map((target) => ({ ...target, price }));
    const repriced = [{ at_ms: 1 }] as unknown as NonNullable<Run['repriced']>;
    const rescored = [{ at_ms: 2 }] as unknown as NonNullable<Run['rescored']>;
    expect((await resumed({ targets: given })).targets[0]?.price).toEqual({ input: 1, output: 2 });
    const run = await resumed({ targets: given, repriced, rescored });
    expect(run.targets[0]?.price).toEqual(price);
    expect([run.repriced, run.rescored]).toEqual([repriced, rescored]);
  });

  it('keeps the estimate of the whole, and the baseline unless another is named', async () => {
    const estimate = { low: 1, likely: 1, high: 1 };
    const before = { estimate_usd: estimate, baseline_id: 'old' };
    expect(await resumed(before, { baseline_id: null })).toMatchObject(before);
    expect((await resumed(before, { baseline_id: 'new' })).baseline_id).toBe('new');
  });
});

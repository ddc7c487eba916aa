/** The use cases that read, on a real store with two made-up runs: each answer is what its own schema says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import type { Notice } from '../../contract/notice.ts';
import { openStore } from '../../store/open-store.ts';
import { createAppContext, createServingContext } from '../create-app-context.ts';
import { listRuns } from '../runs/list-runs.ts';
import { listCases, showCase, showRepeats } from '../runs/show-cases.ts';
import { showRun } from '../runs/show-run.ts';
import { compare } from './compare.ts';
import { drift } from './drift.ts';
import { junitReport } from './junit-report.ts';
import { gate } from './gate.ts';
import { power } from './power.ts';
import { rank } from './rank.ts';
import { recommend } from './recommend.ts';
import { report } from './report.ts';
import { route } from './route.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-reading-'));
const settings = { dataDir, cwd: dataDir, env: {} };
const notices: Notice[] = [];
const context = createAppContext({ ...settings, notify: (notice) => void notices.push(notice) });
const [before, after] = ['1', '2'].map((end) =>
  madeUp({ runId: `01900000-0000-7000-8000-00000000000${end}`, targets: 3, cases: 60 }),
) as [ReturnType<typeof madeUp>, ReturnType<typeof madeUp>];
for (const { batch } of [before, after]) for (const sample of batch.samples) sample.cost_nanousd ??= 1e6;
for (const sample of after.batch.samples)
  if (sample.served_by && sample.target_id === 'target-1' && sample.case_index % 4 === 0)
    sample.served_by = 'b-host';
const ids = { before: before.run.run_id, after: after.run.run_id };

beforeAll(async () => {
  const store = await openStore({ dataDir });
  for (const { run, cases, batch } of [before, after]) {
    await store.putRun(run, cases);
    await store.insert(batch);
  }
  await store.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The answer, once its schema has taken it. */
const checked = <Output extends z.ZodType>(output: Output, answer: unknown): z.output<Output> => {
  const read = output.safeParse(answer);
  expect(read.error?.issues.slice(0, 3)).toBeUndefined();
  return read.data as z.output<Output>;
};

describe('comparing and deciding', () => {
  it('compares all targets of a run, two of them, and two runs', async () => {
    const all = checked(compare.output, await compare({ what: [ids.after] }, context));
    expect(all.pairs).toHaveLength(3);
    const across = await compare({ what: [ids.before, ids.after] }, context);
    expect(across.pairs).toHaveLength(3);
    const against = await compare({ what: [ids.after], baseline: 'model 0' }, context);
    expect(against.pairs).toHaveLength(2);
  });

  it('marks a target that several hosts served, with the part of each', async () => {
    const answers = after.batch.samples.filter(
      ({ target_id, served_by }) => target_id === 'target-1' && served_by,
    );
    const second = answers.filter(({ served_by }) => served_by === 'b-host').length;
    const hosts = { 'a-host': answers.length - second, 'b-host': second };
    const compared = await compare({ what: [ids.after] }, context);
    expect(compared.targets.map(({ served }) => served?.served_by)).toEqual([undefined, hosts, undefined]);
    const share = ((100 * second) / answers.length).toFixed(1).replace('.0', '');
    expect(compared.notes.at(-1)).toMatch(/^Served by 2 hosts: model 1 \(a-host /);
    expect(compared.notes.at(-1)).toContain(`b-host ${share} %`);
    const { candidates } = await recommend({ run: ids.after }, context);
    expect(candidates.find(({ label }) => label === 'model 1')?.served?.served_by).toEqual(hosts);
    const { runs } = await report({ runs: [ids.after] }, context);
    expect(runs[0]?.served?.map(({ served_by }) => Object.keys(served_by).length)).toEqual([1, 2, 1]);
  });

  it('compares and chooses hosts of targets, each by itself', async () => {
    const by = 'host';
    const compared = checked(compare.output, await compare({ what: [ids.after], by }, context));
    const labels = compared.targets.map(({ label }) => label);
    expect(labels).toEqual([
      'model 0 · host a-host',
      'model 1 · host a-host',
      'model 1 · host b-host',
      'model 2 · host a-host',
    ]);
    expect(compared.pairs).toHaveLength(6);
    expect(compared.notes[0]).toMatch(
      /^Split by host. model 1: a-host \([\d.]+ % of its calls, \d+ cases\), b-host \(/,
    );
    const failed = after.batch.samples.filter(
      ({ target_id, outcome }) => target_id === 'target-1' && outcome !== 'ok',
    ).length;
    expect(compared.notes[1]).toContain(`error rates leave them out: model 1 ${failed}.`);
    expect(compared.notes.join('\n')).toContain('Parts of one target share a case only where its repeats');
    const baseline = 'model 1 · host b-host';
    const against = await compare({ what: [ids.after], by, baseline }, context);
    expect(against.pairs.map(({ second }) => against.targets[second]?.label)).toEqual([
      baseline,
      baseline,
      baseline,
    ]);
    await expect(
      compare({ what: [ids.after], by, baseline: 'model 1 · host c-host' }, context),
    ).rejects.toThrow('no call of "model 1" was of host "c-host"');
    const across = await compare({ what: [ids.before, ids.after], by }, context);
    for (const { first, second } of across.pairs)
      expect(across.targets[first]?.label).toBe(across.targets[second]?.label);
    const asked = { run: ids.after, by, margin: '90%', maxErrors: 1 } as const;
    const answer = checked(recommend.output, await recommend({ ...asked, baseline: 'model 1' }, context));
    expect(answer.by).toBe('host');
    // of a baseline with several parts it is the largest
    const base = answer.candidates.find(({ target_id: id }) => id === answer.requirements.baseline_id);
    expect(base?.label).toBe('model 1 · host a-host');
    const part = await recommend({ ...asked, baseline }, context);
    expect(part.requirements.baseline_id).toContain('b-host');
  });

  it('takes a margin as a number or as a person writes it', async () => {
    const margins = await Promise.all(
      [0.05, '5', '5%', '5 points', '0.05'].map((margin) => compare({ what: [ids.after], margin }, context)),
    );
    for (const { pairs } of margins) expect(pairs[0]?.metrics[0]?.margin).toBe(0.05);
    await expect(compare({ margin: 'much' }, context)).rejects.toMatchObject({ code: 'usage' });
  });

  it('ranks, and refuses weights it does not know', async () => {
    const ranking = checked(rank.output, await rank({ run: ids.after }, context));
    expect(ranking.targets).toHaveLength(3);
    await expect(rank({ weights: 'beauty=1' }, context)).rejects.toMatchObject({ code: 'usage' });
  });

  it('gives the same recommendation, figure by figure, in a report', async () => {
    const asked = { baseline: 'model 0', margin: '50%', calls: 1000 };
    const { runs } = await report({ runs: [ids.after], ...asked }, context);
    expect(runs[0]?.recommendation).toEqual(await recommend({ run: ids.after, ...asked }, context));
  });

  it('recommends, with requirements as numbers or as text', async () => {
    const asked = { run: ids.after, maxErrors: 1, margin: '50%', maxTruncated: '100%' };
    const answer = checked(recommend.output, await recommend(asked, context));
    expect(answer.requirements).toMatchObject({ margin: 0.5, max_error_rate: 1, max_truncated_rate: 1 });
    await expect(recommend({ maxP95: -1 }, context)).rejects.toThrow('`maxP95` is -1.');
    await expect(recommend({ run: 'abcd' }, context)).rejects.toMatchObject({ code: 'run-not-found' });
  });

  it('evaluates routing, and says which score is missing', async () => {
    const { run, report: routed } = checked(route.output, await route({ run: ids.after }, context));
    expect(run.run_id).toBe(ids.after);
    expect(routed.policy).toBeDefined();
    await expect(route({ checks: ['none'] }, context)).rejects.toThrow(
      'no answer of this run has such a score',
    );
  });

  it('finds no change between a run and its twin, and refuses a run against itself', async () => {
    const same = checked(drift.output, await drift({ before: ids.before, after: ids.after }, context));
    expect(same.targets).toHaveLength(3);
    await expect(drift({ before: ids.after, after: ids.after }, context)).rejects.toThrow('the same run');
  });

  it('computes power from a run, or from assumptions without one', async () => {
    checked(power.output, await power({ run: ids.after }, context));
    const assumed = checked(power.output, await power({ quality: 0.8, cases: 50 }, context));
    const [more, less] = [assumed, await power({ quality: 0.8, cases: 500 }, context)];
    expect(JSON.stringify(more)).not.toBe(JSON.stringify(less));
    await expect(power({ power: 1 }, context)).rejects.toThrow('`power` is 1.');
  });

  it('passes what holds, fails what does not, and refuses to check nothing', async () => {
    const passed = checked(gate.output, await gate({ run: ids.after, require: ['quality >= 0'] }, context));
    expect(passed.passed).toBe(true);
    expect((await gate({ run: ids.after, require: ['quality >= 1'] }, context)).passed).toBe(false);
    await expect(gate({ run: ids.after }, context)).rejects.toThrow('nothing to check');
    const against = await gate(
      { run: ids.after, notWorse: 0.5, against: ids.before, targets: ['model 1'] },
      context,
    );
    expect(against.checks.map(({ target }) => target)).toEqual([`model 1 (${ids.after.slice(0, 13)})`]);
  });

  it('reports one run, several, or a period, and not both', async () => {
    expect(checked(report.output, await report({ runs: [ids.after] }, context)).kind).toBe('run');
    expect((await report({ runs: [ids.before, ids.after] }, context)).kind).toBe('comparison');
    const period = await report({ sinceMs: 0 }, context);
    expect(period.runs).toHaveLength(2);
    await expect(report({ runs: [ids.after], sinceMs: 0 }, context)).rejects.toThrow('not of both');
    expect((await report({ runs: [ids.after, ids.after] }, context)).kind).toBe('run');
    await expect(report({ suite: 'nope' }, context)).rejects.toMatchObject({
      code: 'run-not-found',
      message: 'there is no run of a suite "nope"',
      remedy: `Suites with runs: ${period.runs[0]?.run.suite_name}.`,
    });
    await expect(report({ untilMs: 1 }, context)).rejects.toThrow('no run began in this period');
  });

  it('compares nothing with itself', async () => {
    const twice = { what: [ids.after, ids.after] };
    await expect(compare(twice, context)).rejects.toThrow(`"${ids.after}" is named twice`);
    await expect(gate({ run: ids.after, notWorse: 0.02, against: ids.after }, context)).rejects.toThrow(
      'compared with itself',
    );
    const baseline = (await showRun({ run: ids.after }, context)).run.targets[0]?.label ?? '';
    await expect(
      gate({ run: ids.after, notWorse: 0.02, baseline, targets: [baseline] }, context),
    ).rejects.toThrow('can be checked');
  });
});

describe('stored runs', () => {
  it('lists runs newest first, a page at a time', async () => {
    const { runs, skipped } = checked(listRuns.output, await listRuns({}, context));
    expect(skipped).toEqual([]);
    expect(runs.map(({ run_id: id }) => id).toSorted()).toEqual([ids.before, ids.after]);
    expect(runs.every(({ summary }) => (summary?.done ?? 0) > 0)).toBe(true);
    const first = await listRuns({ limit: 1 }, context);
    const second = await listRuns({ limit: 1, cursor: first.next_cursor ?? '' }, context);
    expect([...first.runs, ...second.runs]).toEqual(runs);
    expect(second.next_cursor).toBeNull();
    await expect(listRuns({ cursor: 'x' }, context)).rejects.toMatchObject({ code: 'usage' });
    await expect(listRuns({ limit: 0 }, context)).rejects.toMatchObject({ code: 'usage' });
  });

  it('shows a run, its cases, one of them, and its repeats', async () => {
    const shown = checked(showRun.output, await showRun({ run: ids.after }, context));
    expect(shown.summary?.targets).toHaveLength(3);
    expect(shown.load).toBeNull();
    const { cases } = checked(listCases.output, await listCases({ run: ids.after }, context));
    expect(cases).toHaveLength(60);
    const caseId = cases[0]?.case_id ?? '';
    const { samples } = checked(showCase.output, await showCase({ run: ids.after, caseId }, context));
    expect(samples.every(({ sample }) => sample.case_id === caseId)).toBe(true);
    await expect(showCase({ run: ids.after, caseId: 'no such' }, context)).rejects.toThrow('no such');
    checked(showRepeats.output, await showRepeats({ run: ids.after }, context));
  });

  it('makes tests of cases, with each wrong answer and none that is right', async () => {
    const xml = checked(junitReport.output, await junitReport({ runs: [ids.after] }, context));
    const wrong = after.batch.samples.filter(
      ({ outcome, quality, is_warmup: isWarmup }) => !isWarmup && (outcome !== 'ok' || (quality ?? 1) < 1),
    );
    const count = (tag: string) => xml.split(tag).length - 1;
    expect(wrong.length).toBeGreaterThan(0);
    expect(count('reason: ')).toBe(wrong.length);
    expect(count('<testsuite ')).toBe(3);
    expect(count('<testcase ')).toBe(3 * 60);
    expect(await junitReport({}, context)).toBe(xml);
    await expect(junitReport({ runs: ['no such'] }, context)).rejects.toMatchObject({
      code: 'run-not-found',
    });
  });

  it('uses the store and the summaries of a process that serves them', async () => {
    const store = await openStore({ dataDir });
    const asked: string[] = [];
    const { summary } = await showRun({ run: ids.after }, context).catch(() => ({ summary: null }));
    const serving = createServingContext(settings, store, {
      get: async (run) => {
        asked.push(run.run_id);
        return summary as NonNullable<typeof summary>;
      },
    });
    await showRun({ run: ids.before }, serving);
    expect(asked).toEqual([ids.before]);
    await store.close();
  });
});

/** A run under load whose process died: its phases are made again from the journal. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReport } from '../src/analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../src/analyze/load/load-row.ts';
import { nowMs } from '../src/base/clock.ts';
import { conductRun } from '../src/conduct/conduct-run.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { RunEvent } from '../src/contract/events.ts';
import type { RunPhase } from '../src/contract/load.ts';
import type { Model } from '../src/contract/model.ts';
import type { SampleBatch } from '../src/contract/sample.ts';
import type { Provenance, Run } from '../src/contract/run.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planLoad, underLoad } from '../src/plan/load/plan-load.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { recoverRuns } from '../src/conduct/recover.ts';
import { runDirectory } from '../src/journal/run-directory.ts';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { loadSuite } from '../src/suite/load-suite.ts';

const model: Model = {
  async call({ scheduledMs }) {
    const sent = nowMs();
    const at = await new Promise<number>((resolve) => setTimeout(() => resolve(nowMs()), 5));
    return {
      outcome: 'ok',
      timestamps: {
        scheduled: scheduledMs,
        dispatched: sent,
        sent,
        connected: null,
        headers: at,
        firstByte: at,
        closed: at,
      },
      frames: { at: [at], kinds: 't' },
      answer: { text: 'yes', reasoning: '', toolCalls: [], finishReason: 'stop' },
      tokens: null,
      rawUsage: null,
      responseModel: null,
      responseId: null,
      httpStatus: 200,
      failure: null,
    } satisfies CallResult;
  },
};

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-load-recovery-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

async function carryOut(events: RunEvent[]) {
  const path = join(dataDir, 'suite.yaml');
  await writeFile(path, 'name: s\ntargets: [sim/a]\ncases: [{ id: a, input: hello }]\n');
  const suite = await loadSuite(path, { checkScorer: (spec) => void prepareScorer(spec) });
  const prices = createPriceBook({ at: 0 });
  const runId = '01900000-0000-7000-8000-000000000001';
  const entry = {
    shape: 'sweep',
    from: 50,
    to: 100,
    durationSeconds: 0.2,
    warmupSeconds: 0.05,
    steps: 3,
  };
  const plan = underLoad(planRun(suite, { runId, priceOf: () => null }), planLoad(entry, 1), () => null);
  const run = runHeader(plan, prices, {} as Provenance, Date.now());
  const directory = runDirectory(dataDir, runId);
  const signal = new AbortController().signal;
  await conductRun({
    plan,
    run,
    model,
    prices,
    store: null,
    directory,
    pid: 1,
    control: createOwnControl((event) => events.push(event)),
    stop: signal,
    kill: signal,
    clockHealth: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
  });
  return { run, directory, prices };
}

describe('a load whose process died', () => {
  it('keeps the phases that ended, and the last one as far as it came', async () => {
    const events: RunEvent[] = [];
    const { run, directory } = await carryOut(events);
    const told = events.flatMap((event) =>
      event.type === 'load-phase' ? [event.run.load?.phases ?? []] : [],
    );
    const whole = told.at(-1) as RunPhase[];
    expect(whole.length).toBeGreaterThanOrEqual(2);
    expect(told[0]).toEqual([{ ...whole[0], measure_to_ms: expect.any(Number), ended_at_ms: null }]);

    // cut in the middle of the second phase
    const lines = (await readFile(directory.journalPath, 'utf8')).trim().split('\n');
    const begins = lines.flatMap((line, i) => (line.startsWith('{"phase"') ? [i] : []));
    const [, , second, end] = begins as [number, number, number, number];
    const kept = lines.slice(0, Math.floor((second + end) / 2));
    await writeFile(directory.journalPath, `${kept.join('\n')}\n`);
    const planPath = join(directory.path, 'plan.json');
    const file = JSON.parse(await readFile(planPath, 'utf8'));
    await writeFile(planPath, JSON.stringify({ ...file, run }));

    const rows: LoadRow[] = [];
    const store = {
      putRun: async () => undefined,
      insert: async ({ samples }: SampleBatch) => void rows.push(...samples.map(loadRowOf)),
    };
    const { runs } = await recoverRuns(dataDir, store, { isAlive: () => false });
    const [recovered] = runs as [Run];
    const phases = recovered.load?.phases as RunPhase[];
    expect(recovered).toMatchObject({
      status: 'partial',
      planned: rows.filter((row) => !row.is_warmup).length,
    });
    expect(phases).toHaveLength(2);
    expect(phases[0]).toEqual(whole[0]);
    expect(phases[1]?.from_ms).toBe(whole[1]?.from_ms);
    expect(phases[1]?.ended_at_ms).toBe(recovered.ended_at_ms);
    const report = loadReport(recovered, rows);
    const counted = report?.targets[0]?.phases.reduce((sum, phase) => sum + phase.offered, 0);
    expect(counted).toBe(recovered.planned);
  });
});

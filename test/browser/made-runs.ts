/** Runs that have something for every view: judged, raced and held back; under a load that rises. */
import { newId } from '../../src/base/id.ts';
import type { PhasePurpose } from '../../src/contract/load.ts';
import { madeUp, type MadeUp } from '../made-up/made-up-run.ts';

/** Scores of a judge that is right about two answers of three. */
export function judgedRun(): MadeUp {
  const made = madeUp({ runId: newId(), targets: 3, cases: 12, repeats: 2 });
  const judged = {
    votes: [{ model: 'x/judge', value: 1, label: null, reason: '' }],
    calls: 1,
    cost_nanousd: 1,
  };
  made.batch.payloads = made.batch.payloads.map((payload, i) => ({
    ...payload,
    scores: payload.answer
      ? [
          {
            name: 'helpful',
            value: i % 3 === 0 ? 0 : 1,
            passed: i % 3 !== 0,
            label: null,
            explanation: null,
            metadata: { judged },
          },
        ]
      : [],
  }));
  const { run } = made;
  run.judged = { calls: 72, usd: null };
  run.lanes = run.targets.map(({ id }) => ({
    target_id: id,
    changes: [
      { at_ms: run.started_at_ms, state: 'sending', reason: '', until_ms: null, concurrency: 4 },
      { at_ms: run.started_at_ms + 9000, state: 'cut', reason: 'HTTP 429', until_ms: null, concurrency: 2 },
    ],
  }));
  return made;
}

const phaseMs = 2000;
const pauseMs = 100;
const callsPerPhase = 40;

export function loadedRun(): MadeUp {
  const purposes: PhasePurpose[] = ['baseline', 'ascend', 'search', 'confirm'];
  const made = madeUp({
    runId: newId(),
    targets: 1,
    cases: callsPerPhase * purposes.length,
    payloads: false,
  });
  const { run, batch } = made;
  batch.samples.forEach((sample, i) => {
    const phase = Math.floor(i / callsPerPhase);
    const inPhase = ((i % callsPerPhase) * phaseMs) / callsPerPhase;
    sample.started_at_ms = run.started_at_ms + phase * (phaseMs + pauseMs) + inPhase + 5;
  });
  run.suite_name = 'under load';
  run.load = {
    shape: 'sweep',
    options: { from: 5, to: 80 },
    phases: purposes.map((purpose, i) => {
      const from = run.started_at_ms + i * (phaseMs + pauseMs);
      const window = { from_ms: from, measure_from_ms: from, measure_to_ms: from + phaseMs };
      return {
        target_id: 'target-0',
        purpose,
        rate: 20,
        users: null,
        ...window,
        ended_at_ms: from + phaseMs,
      };
    }),
  };
  return made;
}

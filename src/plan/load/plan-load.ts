import { AssayError, type Problem } from '../../contract/errors.ts';
import { issueProblems } from '../../contract/problems/issue-problems.ts';
import type { LoadEntry, LoadPhase, LoadPlan, LoadSettings } from '../../contract/load.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Price, Target } from '../../contract/suite.ts';
import { sweepDefaults } from '../../contract/sweep.ts';
import { estimateLoad } from './estimate-load.ts';
import { shapes } from './shapes.ts';
import { sweep } from './sweep.ts';

function settingsOf(entry: LoadEntry): LoadSettings {
  const {
    shape,
    durationSeconds = shape === sweep.word ? sweepDefaults.durationSeconds : 30,
    warmupSeconds = 5,
    drainSeconds = 30,
    maxInFlight = 1024,
    lateSeconds = 1,
    inputTokens: _inputTokens,
    unique: _unique,
    ...options
  } = entry;
  return {
    shape,
    durationMs: durationSeconds * 1000,
    warmupMs: warmupSeconds * 1000,
    drainMs: drainSeconds * 1000,
    maxInFlight,
    lateMs: lateSeconds * 1000,
    options,
  };
}

const invalid = (problem: Problem) =>
  new AssayError('suite-invalid', 'The load settings are invalid.', { problems: [problem] });

/**
 * Checks the shape and its options and gives the phases it consists of. Throws `suite-invalid` with paths below `load`.
 */
export function planLoad(entry: LoadEntry, seed: number): LoadPlan {
  const settings = settingsOf(entry);
  const shape = shapes.find(({ word }) => word === settings.shape);
  if (!shape)
    throw invalid({
      message: `There is no load shape "${settings.shape}".`,
      path: 'shape',
      expected: `one of ${shapes.map(({ word }) => word).join(', ')}`,
    });
  const read = shape.options.safeParse(settings.options);
  if (!read.success) {
    const context = { schema: shape.options, value: settings.options, noun: shape.word };
    const problems = issueProblems(read.error.issues, context).map((problem) => ({
      ...problem,
      path: problem.path ?? 'shape',
    }));
    throw new AssayError('suite-invalid', 'The load settings are invalid.', {
      problems,
      remedy: `docs/load.md lists the options of every shape; ${shape.word} is ${shape.summary}.`,
    });
  }
  return {
    settings,
    nextPhase(targetIndex, done): LoadPhase | null {
      const totalMs = settings.warmupMs + settings.durationMs;
      const draft = shape.next(read.data as never, {
        seed: seed + targetIndex * 1000,
        totalMs,
        measureMs: settings.durationMs,
        warmupMs: settings.warmupMs,
        done,
      });
      if (!draft) return null;
      const lastsMs = draft.lastsMs ?? totalMs;
      const warmupMs =
        draft.warmupMs ?? Math.min(settings.warmupMs, draft.lastsMs === undefined ? Infinity : lastsMs / 2);
      return {
        purpose: draft.purpose ?? 'measure',
        rate: draft.rate ?? null,
        warmupMs,
        measureMs: lastsMs - warmupMs,
        arrivals: draft.arrivals ?? null,
        sizes: draft.sizes ?? null,
        users: draft.users ?? null,
        turns: draft.turns ?? { count: 1, thinkMs: 0 },
      };
    },
  };
}

/**
 * The plan of a run under load: its calls come from the load, and so do not stand in the lanes. Without estimates when not
 * all targets have one.
 */
export function underLoad(plan: Plan, load: LoadPlan, priceOf: (target: Target) => Price | null): Plan {
  const estimates = plan.lanes.map(({ target }, i) => estimateLoad(plan.suite, i, load, priceOf(target)));
  const known = estimates.filter((estimate) => estimate !== null);
  return {
    ...plan,
    load,
    estimates: known.length === estimates.length ? known : [],
    lanes: plan.lanes.map(({ target }) => ({ target, calls: [] })),
  };
}

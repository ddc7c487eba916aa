/**
 * Takes the samples of one run, gives its summary: the same code for a run that fills and for one read from the store.
 * Adding is a few array writes; a summary sorts only what came since the last one.
 */
import type { RunSummary } from '../../contract/analysis.ts';
import type { Run } from '../../contract/run.ts';
import type { RetriedAttempt, Sample } from '../../contract/sample.ts';
import { ClusterIds } from '../table/cluster-ids.ts';
import { trimHistograms } from './e2e-histogram.ts';
import { Pace, secondsLeft } from './seconds-left.ts';
import { SeenPlaces } from './seen-places.ts';
import { TargetTally } from '../figures/target-tally.ts';

/** A run's summary before `decide` has drawn the frontier. */
export type BoardSummary = Omit<RunSummary, 'frontier'>;

export interface SummaryOptions {
  /** The run as it is now, in place of the one the board was made with. */
  run?: Run;
  /** Wall clock, ms since the epoch; without it nothing tells how long is left. */
  nowMs?: number;
}

export interface Board {
  /**
   * Counts a settled sample. Warm-up is left out, but for the pace at which the target delivered. Of two samples for the same target, case and repeat the first
   * counts: those three make the sample's id, so the second is the same row sent again.
   * Throws on a target that is not in the run.
   */
  add(sample: Sample): void;
  addRetry(retried: RetriedAttempt): void;
  /** Samples counted so far. */
  readonly done: number;
  summary(options?: SummaryOptions): BoardSummary;
}

const entryFor = (target: Run['targets'][number]) => ({
  tally: new TargetTally(target),
  seen: new SeenPlaces(),
  pace: new Pace(),
});

const laneOf = ({ tally: { target, settled }, pace }: ReturnType<typeof entryFor>) => ({
  id: target.id,
  left: target.planned - settled,
  pace,
});

export function createBoard(run: Run): Board {
  const clusters = new ClusterIds();
  const entries = new Map(run.targets.map((target) => [target.id, entryFor(target)]));
  const tallies = [...entries.values()].map((entry) => entry.tally);
  const countDone = () => tallies.reduce((sum, tally) => sum + tally.settled, 0);
  const seenWarmups = new Set<string>();
  const seenRetries = new Set<string>();

  function entryOf(targetId: string) {
    const entry = entries.get(targetId);
    if (!entry) throw new Error(`Run ${run.run_id} has no target ${targetId}`);
    return entry;
  }

  return {
    add(sample) {
      const { tally, seen, pace } = entryOf(sample.target_id);
      if (sample.is_warmup) {
        if (!seenWarmups.has(sample.sample_id)) tally.addWarmup(sample);
        seenWarmups.add(sample.sample_id);
        return;
      }
      if (!seen.add(sample.case_index * run.repeats + sample.repeat)) return;
      tally.add(sample, clusters.of(sample));
      pace.add(sample);
    },
    addRetry(retried) {
      const key = `${retried.sample_id}/${retried.attempt}`;
      const { tally } = entryOf(retried.target_id);
      if (!seenRetries.has(key)) tally.addRetry(retried);
      seenRetries.add(key);
    },
    get done() {
      return countDone();
    },
    summary({ run: current, nowMs } = {}) {
      const shown = current ?? run;
      const { edges_ms, bins } = trimHistograms(tallies.map((tally) => tally.histogram));
      const isScored = tallies.some((tally) => tally.isScored);
      const left =
        shown.status === 'running' && nowMs !== undefined
          ? secondsLeft(shown, [...entries.values()].map(laneOf), nowMs)
          : null;
      const targets = tallies.map((tally, i) => ({
        ...tally.summary(bins[i] as number[], isScored),
        ...(left && { eta_s: left.byTarget.get(tally.target.id) ?? null }),
        // a load goes through phases of different rates: each has a window of its own
        ...(shown.load && { req_s: null, tok_s: null }),
      }));
      return {
        schema: 'assay.run/1',
        run: shown,
        done: countDone(),
        targets,
        histogram: { edges_ms },
        eta_s: left?.whole ?? null,
      };
    },
  };
}

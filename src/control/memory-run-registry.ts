/** Shared runs within one process; gone with it. */
import type { Attempt } from '../contract/attempt.ts';
import {
  LaneLostError,
  type LaneJournal,
  type LaneEnd,
  type RunRegistry,
  type SharedRun,
} from '../contract/run-registry.ts';

interface Lane {
  holder: number;
  ended: LaneEnd | null;
  journal: Attempt[];
}

export function createMemoryRunRegistry(): RunRegistry {
  const runs = new Map<string, SharedRun & { lanes: Map<string, Lane> }>();
  const files = new Map<string, Uint8Array>();
  return {
    async begin(shared) {
      const { run } = shared;
      const lanes = runs.get(run.run_id)?.lanes ?? new Map<string, Lane>();
      for (const { id } of run.targets) {
        const { holder = 0, journal = [] } = lanes.get(id) ?? {};
        lanes.set(id, { holder, journal, ended: null });
      }
      runs.set(run.run_id, { ...shared, stopAsked: false, lanes });
    },
    async update(run) {
      const found = runs.get(run.run_id);
      if (found) found.run = run;
    },
    async find(runId) {
      const found = runs.get(runId);
      if (!found) return null;
      const { lanes: _lanes, ...shared } = found;
      return shared;
    },
    async runs() {
      const all = [...runs.values()].map(({ run }) => run);
      return all.toSorted((a, b) => b.started_at_ms - a.started_at_ms);
    },
    async lanes(runId) {
      return [...(runs.get(runId)?.lanes ?? [])].map(([targetId, { ended, holder }]) => ({
        targetId,
        ended,
        holder,
      }));
    },
    async askToStop(runId) {
      const found = runs.get(runId);
      if (found) found.stopAsked = true;
    },
    async lackingFiles(sha256s) {
      return sha256s.filter((sha256) => !files.has(sha256));
    },
    async keepFile(sha256, bytes) {
      files.set(sha256, bytes);
    },
    async file(sha256) {
      return files.get(sha256) ?? null;
    },
    async *journal({ runId, targetId }) {
      yield* runs.get(runId)?.lanes.get(targetId)?.journal.slice() ?? [];
    },
    async openLane({ lane: { runId, targetId }, number }): Promise<LaneJournal> {
      const lane = runs.get(runId)?.lanes.get(targetId);
      if (!lane || lane.holder > number) throw new LaneLostError(runId, targetId);
      lane.holder = number;
      const write = async (change: () => void) => {
        if (lane.holder !== number) throw new LaneLostError(runId, targetId);
        change();
      };
      return {
        async *attempts() {
          yield* lane.journal.slice();
        },
        append: (attempt) => write(() => lane.journal.push(attempt)),
        end: (end) => write(() => (lane.ended = end)),
      };
    },
  };
}

/** Shared runs within one process; gone with it. */
import type { Attempt } from '../../src/contract/attempt.ts';
import { createQuarantine, quarantineKeys, type QuarantineEntry } from '../../src/contract/quarantine.ts';
import type { ScoredAnswer } from '../../src/contract/score.ts';
import {
  LaneLostError,
  type LaneJournal,
  type LaneEnd,
  type RunRegistry,
  type SharedRun,
} from '../../src/contract/run-registry.ts';

interface Lane {
  holder: number;
  ended: LaneEnd | null;
  journal: Attempt[];
  /** By what they are about. */
  quarantine: Map<string, QuarantineEntry>;
}

interface Registered extends SharedRun {
  lanes: Map<string, Lane>;
  /** By answer. */
  scores: Map<string, { targetId: string | null; scored: ScoredAnswer }>;
}

const answerKey = ({ sample_id, started_at_ms }: ScoredAnswer) => `${sample_id} ${started_at_ms}`;

function keepScores({ scores }: Registered, targetId: string | null, scored: readonly ScoredAnswer[]): void {
  for (const each of scored) {
    const key = answerKey(each);
    scores.set(key, { targetId: scores.get(key)?.targetId ?? targetId, scored: each });
  }
}

export function createMemoryRunRegistry(): RunRegistry {
  const runs = new Map<string, Registered>();
  const files = new Map<string, Uint8Array>();
  return {
    async begin(shared) {
      const { run } = shared;
      const before = runs.get(run.run_id);
      const { lanes = new Map<string, Lane>(), scores = new Map(), repricings } = before ?? {};
      for (const { id } of run.targets) {
        const {
          holder = 0,
          journal = [],
          quarantine = new Map<string, QuarantineEntry>(),
        } = lanes.get(id) ?? {};
        lanes.set(id, { holder, journal, quarantine, ended: null });
      }
      runs.set(run.run_id, { ...shared, ...(repricings && { repricings }), stopAsked: false, lanes, scores });
    },
    async update(run) {
      const found = runs.get(run.run_id);
      if (found) found.run = run;
    },
    async find(runId) {
      const found = runs.get(runId);
      if (!found) return null;
      const { lanes: _lanes, scores: _scores, ...shared } = found;
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
    async missingFiles(sha256s) {
      return sha256s.filter((sha256) => !files.has(sha256));
    },
    async keepFile(sha256, bytes) {
      files.set(sha256, bytes);
    },
    async file(sha256) {
      return files.get(sha256) ?? null;
    },
    async keepScores(runId, scored) {
      const found = runs.get(runId);
      if (found) keepScores(found, null, scored);
    },
    async *scores(runId, of) {
      for (const { targetId, scored } of runs.get(runId)?.scores.values() ?? [])
        if (of === undefined || targetId === null || targetId === of) yield scored;
    },
    async addRepricing(runId, change) {
      const found = runs.get(runId);
      if (found) found.repricings = [...(found.repricings ?? []), change];
    },
    async openQuarantine({ runId, targetId }) {
      const lane = runs.get(runId)?.lanes.get(targetId);
      lane?.quarantine.clear();
      return createQuarantine(async (entries) => {
        for (const entry of entries) lane?.quarantine.set(quarantineKeys(entry).join(), entry);
      });
    },
    async quarantined(runId) {
      return [...(runs.get(runId)?.lanes.values() ?? [])].flatMap(({ quarantine }) => [
        ...quarantine.values(),
      ]);
    },
    async *journal({ runId, targetId }) {
      yield* runs.get(runId)?.lanes.get(targetId)?.journal.slice() ?? [];
    },
    async sizeOf(runIds) {
      const going = runIds.flatMap((id) => runs.get(id) ?? []);
      const journalRows = going.flatMap(({ lanes }) => [...lanes.values()]).flatMap(({ journal }) => journal);
      return { runs: going.length, journalRows: journalRows.length, files: 0, bytes: 0 };
    },
    async remove(runIds) {
      for (const id of runIds) runs.delete(id);
    },
    async openLane({ lane: { runId, targetId }, number }): Promise<LaneJournal> {
      const found = runs.get(runId);
      const lane = found?.lanes.get(targetId);
      if (!found || !lane || lane.holder > number) throw new LaneLostError(runId, targetId);
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
        keepScores: (scored) => write(() => keepScores(found, targetId, scored)),
        end: (end) => write(() => (lane.ended = end)),
      };
    },
  };
}

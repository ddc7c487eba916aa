/** What machines that share a run know of it: its plan, its lanes, and the journal of each lane, which is the truth of the run. */
import type { Attempt } from './attempt.ts';
import type { LaneChange } from './lane.ts';
import type { Budget } from './budget.ts';
import type { LaneLease, LaneName } from './queue.ts';
import type { Quarantine, QuarantineEntry } from './quarantine.ts';
import type { ClientHealth, PriceChange, Run } from './run.ts';
import type { ScoredAnswer } from './score.ts';
import type { Suite } from './suite.ts';

/** A file that scorers read, by its place relative to the suite; its bytes are in the book. */
export interface SharedFile {
  path: string;
  /** Of the bytes, hex. */
  sha256: string;
}

export interface SharedRun {
  run: Run;
  suite: Suite;
  /** Caps besides those of the suite. */
  budgets: Budget[];
  /** Absent: its scorers read none. */
  files?: SharedFile[];
  /** Answers that a worker's data directory has from before will do. */
  cache?: boolean;
  /** Prices given to the run since it was begun, in that order; absent: none. */
  repricings?: PriceChange[];
  /** Someone asked for it to stop. */
  stopAsked: boolean;
}

export interface LaneState {
  targetId: string;
  /** `null`: still to be done, or under way. */
  ended: LaneEnd | null;
  /** Number of the hold it was last opened with; 0: never. */
  holder: number;
}

/** How a lane came to its end. */
export interface LaneEnd {
  /** Wall clock, ms since the epoch. */
  ended_at_ms: number;
  /** Why calls of it were not made, in one sentence; `null` when all were, or the user stopped the run. */
  stopped: string | null;
  /** How well the machine that ended it kept up. */
  client: ClientHealth;
  /** What it did since its last holder has it, oldest first. */
  changes: LaneChange[];
  /** Of all holders; absent: nothing of the kind. */
  cached?: Run['cached'];
  judged?: Run['judged'];
  /** Rows that the results refused. */
  quarantined?: number;
}

/** A lane opened by its holder. Every write is refused with `LaneLostError` once another holder has opened it. */
export interface LaneJournal {
  /** What is in the journal, oldest first. */
  attempts(): AsyncIterable<Attempt>;
  /** Resolves once the attempt is safe. */
  append(attempt: Attempt): Promise<void>;
  /** What judges said: resolves once it is safe. */
  keepScores(scored: readonly ScoredAnswer[]): Promise<void>;
  end(end: LaneEnd): Promise<void>;
}

export interface RunRegistry {
  /** Writes a run with its suite and a lane per target. Of lanes that are there already the journal and what was given to it later stay, and that they ended or shall stop is forgotten. */
  begin(shared: Omit<SharedRun, 'stopAsked' | 'repricings'>): Promise<void>;
  /** The run's header once more, e.g. as it ended. */
  update(run: Run): Promise<void>;
  find(runId: string): Promise<SharedRun | null>;
  /** All runs, newest first. */
  runs(): Promise<Run[]>;
  lanes(runId: string): Promise<LaneState[]>;
  askToStop(runId: string): Promise<void>;
  /** Which of these, by SHA-256, are not kept yet. */
  missingFiles(sha256s: string[]): Promise<string[]>;
  /** Bytes of a picture, a document or a scorer's file: kept once, whichever runs have it. */
  keepFile(sha256: string, bytes: Uint8Array): Promise<void>;
  /** `null`: it was never kept. */
  file(sha256: string): Promise<Uint8Array | null>;
  /** Scores given to stored answers of the run later: they take the place of those it has. */
  keepScores(runId: string, scored: readonly ScoredAnswer[]): Promise<void>;
  /** What judges said during the run and scoring it again has said since: the last of each answer. `targetId`: of one lane only. */
  scores(runId: string, targetId?: string): AsyncIterable<ScoredAnswer>;
  /** Prices given to the run later. */
  addRepricing(runId: string, change: PriceChange): Promise<void>;
  /** An empty one in the place of the lane's: all its rows are about to be written again. */
  openQuarantine(lane: LaneName): Promise<Quarantine>;
  quarantined(runId: string): Promise<QuarantineEntry[]>;
  /** The journal of a lane, oldest first, whoever holds it. */
  journal(lane: LaneName): AsyncIterable<Attempt>;
  openLane(hold: LaneLease): Promise<LaneJournal>;
  /** What `remove` would remove. */
  sizeOf(runIds: string[]): Promise<SharedSize>;
  /** Takes runs out, with their journals and all that was kept for them, and files that no other run has: at once, or not at all. */
  remove(runIds: string[]): Promise<void>;
}

export interface SharedSize {
  /** Of those asked for, how many there are. */
  runs: number;
  journalRows: number;
  /** That no other run has; those asked for in the last minutes stay, as a run that is about to begin may need them. */
  files: number;
  /** Of plans, journals, scores, quarantined rows and files, as text and bytes. */
  bytes: number;
}

/** Another worker has the lane: what this one still does with it counts for nothing. */
export class LaneLostError extends Error {
  constructor(runId: string, targetId: string) {
    super(`another worker has taken over lane ${targetId} of run ${runId}`);
    this.name = 'LaneLostError';
  }
}

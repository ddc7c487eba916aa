import type { LaneRecord } from './lane.ts';
import type { Limits } from './limits.ts';
import type { RunLoad } from './load.ts';
import type { Range } from './plan.ts';
import type { RaceReport } from './race.ts';
import type { Parameters, Price, ServiceLevels } from './suite.ts';

/** `partial`: stopped early by the user, a budget or a fault; what was measured stands. */
export type RunStatus = 'running' | 'done' | 'partial' | 'failed';

/** A target as stored with a run: no secret, no header value. */
export interface RunTarget {
  id: string;
  label: string;
  provider: string;
  model: string;
  prompt_id: string;
  parameters: Parameters;
  base_url: string | null;
  /** Environment variable of its key, where the suite names one. */
  api_key_env?: string;
  price: Price | null;
  /** Of a target that is paid by the hour instead. */
  usd_per_hour?: number;
  /** Its calls were handed over together: they have no latency, and the batch price. */
  batch?: boolean;
  limits: Limits;
  planned: number;
}

/** What made these numbers: enough to explain them years later. */
export interface Provenance {
  assay_version: string;
  node_version: string;
  platform: string;
  cpu: string;
  cores: number;
  git_commit: string | null;
  git_dirty: boolean | null;
  suite_path: string | null;
  command: string;
  /** The last `assay selftest` of the data directory: how exactly this machine measures. `null` or absent: none was made. */
  selftest?: unknown;
  /** Prices given with `--prices`, by `provider/model`; absent: none were. */
  prices?: { file: string; overrides: Record<string, Price> };
}

/** What a run's calls were priced by later. */
export interface PriceChange {
  /** By `provider/model`: targets that are named get this price. */
  overrides: Record<string, Price>;
  /** Targets priced by the public list get the one installed when it is applied. */
  latest: boolean;
}

/** A line of the record: the run's cost was computed anew. */
export interface Repricing {
  at_ms: number;
  /** File or list the new prices came from. */
  source: string;
  /** Samples that changed. */
  samples: number;
  /** Sums of the known costs of samples; retried attempts are not among them, though they are priced anew too. */
  from_usd: number;
  to_usd: number;
  unknown_before: number;
  unknown_after: number;
}

/** A line of the record: stored answers were scored again. */
export interface Rescoring {
  at_ms: number;
  /** Names of the scorers whose scores the answers then had. */
  scorers: string[];
  /** Of them, those that were added to what scored before. */
  added?: string[];
  /** How much each counts, where not 1. */
  weights?: { name: string; weight: number }[];
  /** The suite the cases came from; `null`: those the run was made with. */
  suite_path: string | null;
  /** Answers that were scored. */
  scored: number;
  /** Of them, right where they were wrong, or the other way round. */
  changed: number;
}

/** How well the client itself kept up; a run past the limits is marked `believable: false` with the reasons. */
export interface ClientHealth {
  loop_delay_p99_ms: number | null;
  queue_p50_ms: number | null;
  queue_p99_ms: number | null;
  cpu_share: number | null;
  believable: boolean;
  reasons: string[];
}

/** What was measured and is not among the results; each absent when there is none. */
export interface LeftOut {
  /** Rows that the database refused: they are in `quarantine.jsonl` of the run. */
  quarantined?: number;
  /** Lines of the journal that cannot be read. */
  damaged?: number;
  /** Samples that were there when the run ended, and are in its journal no more. */
  lost?: number;
}

export interface Run {
  run_id: string;
  suite_name: string;
  suite_hash: string;
  status: RunStatus;
  started_at_ms: number;
  ended_at_ms: number | null;
  /** When it was gone on with, oldest first; absent: it was made in one go. */
  continued_at_ms?: number[];
  cases: number;
  repeats: number;
  planned: number;
  baseline_id: string | null;
  slo: ServiceLevels;
  seed: number;
  targets: RunTarget[];
  provenance: Provenance;
  client: ClientHealth | null;
  /** Answers that came from the cache, and what they would have cost; absent: none did. */
  cached?: { answers: number; saved_usd: number | null };
  /** Calls to judges and what they cost, which is in no target's cost, and answers that got no verdict from one; absent: no judge was asked. */
  judged?: { calls: number; usd: number | null; unscorable?: number };
  /** Absent: nothing is. */
  left_out?: LeftOut;
  /** Of a run that goes on: what keeps it from being kept. */
  trouble?: string;
  /** Why calls of the plan were not made, in one sentence, when it was not the user who stopped the run. */
  stopped?: string;
  estimate_usd: Range | null;
  /** Oldest first; absent when never. */
  repriced?: Repricing[];
  /** Oldest first; absent when never. */
  rescored?: Rescoring[];
  /** Of a run under load. */
  load?: RunLoad;
  /** Of a race: what was decided, and which calls it saved. */
  race?: RaceReport;
  /** What each lane did, by target; while the run goes on, as far as it was told. */
  lanes?: LaneRecord[];
}

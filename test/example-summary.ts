/** A run and its summary for tests of what is made of them: invented targets, numbers chosen to show every case. */
import type { Estimate, Quantiles, RunSummary, TargetSummary } from '../src/contract/analysis.ts';
import type { Run, RunTarget } from '../src/contract/run.ts';

export function exampleTarget(label: string, planned = 200): RunTarget {
  return {
    id: `id-of-${label}`,
    label,
    provider: 'sim',
    model: label,
    prompt_id: 'default',
    parameters: {},
    base_url: null,
    price: null,
    limits: { concurrency: 4, timeoutMs: 60_000, retries: 2 },
    planned,
  };
}

export function exampleRun(targets: RunTarget[], change: Partial<Run> = {}): Run {
  return {
    run_id: '01900000-1234-7000-8000-000000000001',
    suite_name: 'triage',
    suite_hash: 'ab'.repeat(32),
    status: 'done',
    started_at_ms: 1_900_000_000_000,
    ended_at_ms: 1_900_000_060_000,
    cases: 200,
    repeats: 1,
    planned: targets.reduce((sum, target) => sum + target.planned, 0),
    baseline_id: null,
    slo: {},
    seed: 1,
    targets,
    provenance: {
      assay_version: '0.1.0',
      node_version: '24.9.0',
      platform: 'linux',
      cpu: 'test',
      cores: 2,
      git_commit: null,
      git_dirty: null,
      suite_path: null,
      command: 'assay run',
    },
    client: null,
    estimate_usd: null,
    ...change,
  };
}

export function exampleEstimate(value: number, half: number, n = 200): Estimate {
  return { value, low: value - half, high: value + half, level: 0.95, method: 'wilson', n, clusters: n };
}

/** Quantiles around a median; the tail is `null` below its floor, as analysis has it. */
export function exampleQuantiles(p50: number, n = 200): Quantiles {
  return {
    n,
    min: p50 / 2,
    p50,
    p75: p50 * 1.5,
    p90: n >= 64 ? p50 * 2 : null,
    p95: n >= 130 ? p50 * 2.5 : null,
    p99: null,
    p99_9: null,
    max: p50 * 4,
    mean: p50 * 1.1,
    sd: p50 / 3,
    p95_provisional: p50 * 2.5,
    intervals: {
      p50: { low: p50 * 0.9, high: p50 * 1.1 },
      p75: { low: p50 * 1.2, high: p50 * 1.8 },
      p90: { low: p50 * 1.6, high: p50 * 2.4 },
      p95: { low: p50 * 2, high: n >= 72 ? p50 * 3 : null },
      p99: { low: p50 * 2.4, high: null },
      p99_9: { low: p50 * 2.5, high: null },
    },
  };
}

export function exampleTargetSummary(label: string, change: Partial<TargetSummary> = {}): TargetSummary {
  return {
    target: exampleTarget(label),
    planned: 200,
    n: 200,
    outcomes: { ok: 200 },
    error_classes: {},
    retries: 0,
    ranked: true,
    error_rate: exampleEstimate(0, 0),
    quality: exampleEstimate(0.842, 0.05),
    quality_answered: exampleEstimate(0.842, 0.05),
    n_scored: 200,
    correct: 168,
    by_category: {},
    latency: {
      ttft_ms: exampleQuantiles(212),
      e2e_ms: exampleQuantiles(1400),
      tok_s_user: exampleQuantiles(96),
    },
    tokens: {
      input: 40_000,
      cache_read: 0,
      cache_write: 0,
      output: 20_000,
      reasoning: 0,
      cache_write_1h: null,
      input_audio: null,
      input_image: null,
      output_audio: null,
      output_image: null,
      n_estimated: 0,
      n_gap: 0,
      n_missing: 0,
    },
    cost: { total_usd: 0.5, spent_usd: 0.5, per_1k_usd: 2.5, per_correct_usd: 0.003, n_unknown: 0 },
    e2e_bins: [],
    req_s: 3.1,
    tok_s: 140,
    response_models: [label],
    fingerprints: [],
    served_by: {},
    service_tiers: {},
    regions: {},
    efforts: {},
    ...change,
  };
}

export function exampleSummary(targets: TargetSummary[], change: Partial<Run> = {}): RunSummary {
  return {
    schema: 'assay.run/1',
    run: exampleRun(
      targets.map((entry) => entry.target),
      change,
    ),
    done: targets.reduce((sum, entry) => sum + entry.n, 0),
    targets,
    frontier: { quality_cost: [], quality_p95: [] },
    histogram: { edges_ms: [] },
    eta_s: null,
  };
}

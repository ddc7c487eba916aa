import type { Run, RunTarget } from '../../src/contract/run.ts';
import type { Sample } from '../../src/contract/sample.ts';

/** A bare run and its samples, for the tests of the board. */
function targetOf(id: string): RunTarget {
  return {
    id,
    label: id,
    provider: 'p',
    model: 'm',
    prompt_id: 'default',
    parameters: {},
    base_url: null,
    price: null,
    limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
    planned: 10,
  };
}

export function runOf(targetIds: string[], changes: Partial<Run> = {}): Run {
  return {
    run_id: 'run',
    suite_name: 'suite',
    suite_hash: 'hash',
    status: 'running',
    started_at_ms: 1000,
    ended_at_ms: null,
    cases: 10,
    repeats: 1,
    planned: 10 * targetIds.length,
    baseline_id: null,
    slo: {},
    seed: 1,
    targets: targetIds.map(targetOf),
    provenance: {
      assay_version: '0',
      node_version: '24',
      platform: 'linux',
      cpu: 'cpu',
      cores: 2,
      git_commit: null,
      git_dirty: null,
      suite_path: null,
      command: '',
    },
    client: null,
    estimate_usd: null,
    ...changes,
  };
}

export function sampleOf(targetId: string, index: number, changes: Partial<Sample> = {}): Sample {
  return {
    sample_id: `${targetId}/${index}/${changes.repeat ?? 0}`,
    run_id: 'run',
    suite_hash: 'hash',
    target_id: targetId,
    case_id: `case-${index}`,
    case_index: index,
    cluster: '',
    category: '',
    repeat: 0,
    attempts: 1,
    is_warmup: false,
    provider: 'p',
    request_model: 'm',
    response_model: 'm-1',
    started_at_ms: 1000,
    outcome: 'ok',
    error_class: '',
    http_status: 200,
    finish_reason: 'stop',
    quality: null,
    correct: null,
    scores: {},
    ttft_ms: null,
    ttfo_ms: null,
    ttfb_ms: null,
    e2e_ms: 100,
    queue_ms: null,
    response_ms: null,
    decode_ms: null,
    tpot_ms: null,
    stall_max_ms: null,
    stalls: null,
    tok_s_user: null,
    tok_s_e2e: null,
    input_tokens: 10,
    cache_read_tokens: null,
    cache_write_tokens: null,
    output_tokens: 5,
    reasoning_tokens: null,
    usage_source: 'provider',
    cost_nanousd: 1000,
    price_id: 'test',
    ...changes,
  };
}

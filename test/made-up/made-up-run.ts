/** Runs, samples and payloads that look like real ones: seeded, with failures, unknowns and warm-up among them. */
import { stableId } from '../../src/base/id.ts';
import { seededRandom } from '../../src/base/random.ts';
import { roundToUnits } from '../../src/contract/whole-units.ts';
import { targetKey } from '../../src/contract/target-key.ts';
import type { RunCase } from '../../src/contract/run-case.ts';
import type { SampleBatch } from '../../src/contract/sample.ts';
import type { Run, RunTarget } from '../../src/contract/run.ts';
import type { RetriedAttempt, Sample, SamplePayload } from '../../src/contract/sample.ts';

export interface MadeUp {
  run: Run;
  cases: RunCase[];
  batch: SampleBatch;
}

const categories = ['billing', 'shipping', 'returns'];

function madeUpTarget(index: number, planned: number): RunTarget {
  return {
    id: `target-${index}`,
    label: `model ${index}`,
    provider: 'sim',
    model: `model-${index}`,
    prompt_id: 'default',
    parameters: { temperature: 0 },
    base_url: null,
    price: { input: 1, output: 2 },
    limits: { concurrency: 4, timeoutMs: 60_000, retries: 2 },
    planned,
  };
}

export function madeUpRun(options: {
  runId: string;
  targets: number;
  cases: number;
  repeats?: number;
  startedAtMs?: number;
}): Run {
  const { runId, targets, cases, repeats = 1, startedAtMs = Date.now() - 60_000 } = options;
  return {
    run_id: runId,
    suite_name: 'made up',
    suite_hash: 'a'.repeat(64),
    status: 'done',
    started_at_ms: startedAtMs,
    ended_at_ms: startedAtMs + 60_000,
    cases,
    repeats,
    planned: targets * cases * repeats,
    baseline_id: null,
    slo: {},
    seed: 1,
    targets: Array.from({ length: targets }, (_, index) => madeUpTarget(index, cases * repeats)),
    provenance: {
      assay_version: '0.0.0',
      node_version: 'v24',
      platform: 'linux',
      cpu: 'some',
      cores: 2,
      git_commit: null,
      git_dirty: null,
      suite_path: null,
      command: 'test',
    },
    client: null,
    estimate_usd: null,
  };
}

export function madeUpSample(run: Run, target: number, caseIndex: number, repeat: number): Sample {
  // not of the id: a new one each time would be another test each time
  const random = seededRandom('made up', run.seed, target, caseIndex, repeat);
  const failed = random() < 0.04;
  const right = random() < 0.5 + 0.04 * target;
  const ttft = 80 + 900 * random() ** 3;
  const output = 20 + Math.floor(300 * random());
  const decode = output * (4 + 8 * random());
  const known = <T>(value: T): T | null => (failed ? null : value);
  return roundToUnits({
    sample_id: stableId(run.run_id, `target-${target}`, `case-${caseIndex}`, repeat),
    run_id: run.run_id,
    suite_hash: run.suite_hash,
    project: run.project ?? 'default',
    source: run.source ?? 'benchmark',
    target_id: `target-${target}`,
    target_key: targetKey(madeUpTarget(target, 0)),
    case_id: `case-${caseIndex}`,
    case_index: caseIndex,
    cluster: '',
    category: categories[caseIndex % categories.length] as string,
    repeat,
    attempts: failed ? 3 : 1,
    is_warmup: false,
    provider: 'sim',
    request_model: `model-${target}`,
    response_model: failed ? '' : `model-${target}-2026`,
    system_fingerprint: failed ? '' : `fp_${target}`,
    service_tier: failed ? '' : 'default',
    served_by: failed ? '' : 'a-host',
    region: 'here',
    reasoning_requested: '',
    reasoning_effective: failed ? '' : 'low',
    provider_tools: '',
    started_at_ms: run.started_at_ms + caseIndex + 0.25,
    outcome: failed ? 'timeout' : 'ok',
    error_class: failed ? 'timeout' : '',
    http_status: known(200),
    finish_reason: failed ? '' : 'stop',
    quality: known(right ? 1 : 0),
    correct: known(right),
    scores: failed ? {} : { exact: right ? 1 : 0 },
    ttft_ms: known(ttft),
    ttfo_ms: known(ttft),
    ttfb_ms: known(ttft - 5),
    e2e_ms: known(ttft + decode),
    queue_ms: 0.125,
    connect_ms: null,
    dns_ms: null,
    tls_ms: null,
    response_ms: known(ttft + decode),
    decode_ms: known(decode),
    tpot_ms: known(decode / (output - 1)),
    ntpot_ms: known((ttft + decode) / output),
    stall_max_ms: known(12.5),
    stalls: known(0),
    tok_s_user: known((1000 * output) / decode),
    norm_tok_s: known((900 * output) / decode),
    tok_s_e2e: known((1000 * output) / (ttft + decode)),
    input_tokens: known(100 + caseIndex),
    cache_read_tokens: known(0),
    cache_write_tokens: null,
    cache_write_1h_tokens: null,
    input_audio_tokens: null,
    input_image_tokens: null,
    output_audio_tokens: null,
    output_image_tokens: null,
    billed_input_tokens: null,
    billed_output_tokens: null,
    stated_cost_nanousd: null,
    cost_gap: known(0.05),
    output_tokens: known(output),
    reasoning_tokens: null,
    usage_source: failed ? 'missing' : 'provider',
    local_tokens: known(output),
    usage_gap: known(0.125),
    cost_nanousd: known(100_000 + output * 2_000),
    price_id: failed ? '' : 'suite',
  });
}

function madeUpPayload(sample: Sample): SamplePayload {
  const failed = sample.outcome !== 'ok';
  const text = `The answer to ${sample.case_id} – "quoted", with\na line\tand ünïcode {braces} \\ 'apostrophe'.`;
  return {
    sample_id: sample.sample_id,
    run_id: sample.run_id,
    started_at_ms: sample.started_at_ms,
    messages: [{ role: 'user', content: `Question ${sample.case_index}: what is {x:String}?` }],
    expected: { label: 'a', list: [1, 2] },
    answer: failed ? null : { text, reasoning: '', toolCalls: [], finishReason: 'stop' },
    scores: failed
      ? []
      : [{ name: 'exact', value: sample.quality, passed: sample.correct, label: 'a', explanation: null }],
    ...(!failed && { response_id: `resp_${sample.sample_id}` }),
    error_message: failed ? 'No answer within 60 s.' : '',
    frame_times_us: failed ? [] : [1000, 2000, 3500],
    frame_kinds: failed ? '' : 'ttt',
    raw_usage: failed ? null : { prompt_tokens: 3 },
  };
}

function madeUpRetried(sample: Sample): RetriedAttempt[] {
  const { sample_id, run_id, target_id, case_id, repeat, started_at_ms } = sample;
  return Array.from({ length: sample.attempts - 1 }, (_, attempt) => ({
    sample_id,
    run_id,
    target_id,
    case_id,
    repeat,
    attempt,
    started_at_ms,
    outcome: 'rate_limited' as const,
    error_class: 'rate_limit' as const,
    http_status: 429,
    error_message: 'slow down',
    e2e_ms: null,
    cost_nanousd: null,
  }));
}

/** A whole run, samples ordered by target, case and repeat. */
export function madeUp(options: Parameters<typeof madeUpRun>[0] & { payloads?: boolean }): MadeUp {
  const run = madeUpRun(options);
  const cases: RunCase[] = Array.from({ length: run.cases }, (_, index) => ({
    id: `case-${index}`,
    index,
    category: categories[index % categories.length] as string,
    tags: index % 2 ? ['odd'] : [],
    cluster: '',
    expected: { label: 'a' },
    preview: `Question ${index}: what is x?`,
  }));
  const samples = run.targets.flatMap((_, target) =>
    cases.flatMap((item) =>
      Array.from({ length: run.repeats }, (_, repeat) => madeUpSample(run, target, item.index, repeat)),
    ),
  );
  const payloads = options.payloads === false ? [] : samples.map(madeUpPayload);
  return { run, cases, batch: { samples, payloads, retried: samples.flatMap(madeUpRetried) } };
}

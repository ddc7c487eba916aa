/**
 * 200,000 stored answers scored anew by six scorers, as `assay score` does it, in a process of its own: time, memory as it goes on,
 * and a second go that finds everything scored. Then a go that is killed half-way, and one that takes it up.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, stableId } from '../src/base/id.ts';
import type { Run } from '../src/contract/run.ts';
import type { Sample, SamplePayload } from '../src/contract/sample.ts';
import { openStore } from '../src/store/open-store.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const [targets, cases] = [10, Number(process.argv[2] ?? 20_000)];
const answers = targets * cases;
const limitS = (60 * answers) / 200_000;
/** However many answers there are. */
const maxOwnMb = 400;
const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const runId = newId();
const now = Date.now();

const run: Run = {
  run_id: runId,
  suite_name: 'rescore',
  suite_hash: 'x',
  status: 'done',
  started_at_ms: now,
  ended_at_ms: now,
  cases,
  repeats: 1,
  planned: answers,
  baseline_id: null,
  slo: {},
  seed: 1,
  targets: Array.from({ length: targets }, (_, i) => ({
    id: `t${i}`,
    label: `t${i}`,
    provider: 'sim',
    model: `m${i}`,
    prompt_id: 'p',
    parameters: {},
    base_url: null,
    price: null,
    limits: { concurrency: 1, timeoutMs: 1, retries: 0 },
    planned: cases,
  })),
  provenance: {
    assay_version: '',
    node_version: '',
    platform: '',
    cpu: '',
    cores: 2,
    git_commit: null,
    git_dirty: null,
    suite_path: null,
    command: '',
  },
  client: null,
  estimate_usd: null,
};

const measured = {
  ttft_ms: 200,
  ttfo_ms: 200,
  ttfb_ms: 190,
  e2e_ms: 1200,
  queue_ms: 1,
  connect_ms: null,
  dns_ms: null,
  tls_ms: null,
  response_ms: 1201,
  decode_ms: 1000,
  tpot_ms: 20,
  ntpot_ms: 20,
  stall_max_ms: 30,
  stalls: 0,
  tok_s_user: 50,
  norm_tok_s: 50,
  tok_s_e2e: 40,
  input_tokens: 100,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cache_write_1h_tokens: null,
  input_audio_tokens: null,
  input_image_tokens: null,
  output_audio_tokens: null,
  output_image_tokens: null,
  billed_input_tokens: null,
  billed_output_tokens: null,
  stated_cost_nanousd: null,
  cost_gap: null,
  output_tokens: 60,
  reasoning_tokens: 0,
  usage_source: 'provider',
  local_tokens: 60,
  usage_gap: 0,
  cost_nanousd: 1000,
  price_id: 'x',
} as const;

function record(target: number, i: number): { sample: Sample; payload: SamplePayload } {
  const sample_id = stableId(runId, target, i);
  const text = `First ${i} is doubled, which gives ${2 * i}. Then we check the sum once more, step by step, as asked. The answer is ${(i + target) % 3 === 0 ? 2 * i + 1 : 2 * i}.`;
  return {
    sample: {
      ...measured,
      sample_id,
      run_id: runId,
      suite_hash: 'x',
      project: 'default',
      source: 'benchmark',
      target_id: `t${target}`,
      target_key: `t${target}`,
      case_id: `c${i}`,
      case_index: i,
      cluster: '',
      category: '',
      repeat: 0,
      attempts: 1,
      is_warmup: false,
      provider: 'sim',
      request_model: 'm',
      response_model: 'm',
      system_fingerprint: '',
      service_tier: '',
      served_by: '',
      region: '',
      reasoning_requested: '',
      reasoning_effective: '',
      provider_tools: '',
      started_at_ms: now,
      outcome: 'ok',
      error_class: '',
      http_status: 200,
      finish_reason: 'stop',
      quality: null,
      correct: null,
      scores: {},
    },
    payload: {
      sample_id,
      run_id: runId,
      started_at_ms: now,
      messages: [{ role: 'user', content: `What is ${i} plus ${i}?` }],
      expected: null,
      answer: { text, reasoning: '', toolCalls: [], finishReason: 'stop' },
      scores: [],
      error_message: '',
      frame_times_us: Array.from({ length: 40 }, (_, n) => 200_000 + n * 20_000),
      frame_kinds: 't'.repeat(40),
      raw_usage: { input: 100, output: 60 },
    },
  };
}

const suite = join(folder, 'suite.json');
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(2 * i) }),
  ).join('\n'),
);
writeFileSync(
  suite,
  JSON.stringify({
    name: 'rescore',
    targets: ['sim/a'],
    cases: { file: 'cases.jsonl' },
    scorers: [
      'numeric',
      'contains',
      'f1',
      { type: 'regex', pattern: 'answer is \\d+' },
      { type: 'length', max: 200 },
      { type: 'refusal', not: true },
    ],
  }),
);

const store = await openStore({ dataDir });
await store.putRun(
  run,
  Array.from({ length: cases }, (_, i) => ({ id: `c${i}`, index: i, tags: [], expected: null, preview: '' })),
);
for (let t = 0; t < targets; t++)
  for (let from = 0; from < cases; from += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, cases - from) }, (_, i) => record(t, from + i));
    await store.insert({
      samples: rows.map((row) => row.sample),
      payloads: rows.map((row) => row.payload),
      retried: [],
    });
  }
await store.close();
console.error(`${answers} answers stored`);

const args = ['score', runId, '--suite', suite, '--json', '--data-dir', dataDir];
// a start that is killed as soon as it has written something
const cut = startAssay(args);
await new Promise((done) =>
  cut.child.stderr?.on('data', (text: Buffer) => /[1-9]\d{3}/.test(text.toString()) && done(null)),
);
cut.child.kill('SIGKILL');
await cut.finished;
const rest = await runAssay(args);
const resumed = JSON.parse(rest.stdout) as { scored: number; kept: number };
const full = await runAssay([...args, '--again']);
const figures = JSON.parse(full.stdout) as { scored: number; changed: number };
const small = await runAssay([...args]);
const shown = JSON.parse((await runAssay(['show', runId, '--json', '--data-dir', dataDir])).stdout) as {
  targets: { n_scored: number }[];
};

conclude(
  'rescore',
  {
    all_scored: figures.scored === answers && shown.targets.every((target) => target.n_scored === cases),
    in_time: full.wallMs / 1000 < limitS,
    flat_memory: (full.peakOwnMb ?? 0) <= maxOwnMb,
    resumed: resumed.kept > 0 && resumed.scored + resumed.kept === answers && resumed.scored < answers,
    nothing_twice: (JSON.parse(small.stdout) as { scored: number }).scored === 0,
  },
  {
    answers,
    scorers: 6,
    seconds: full.wallMs / 1000,
    limit_s: limitS,
    cpu_s: (full.cpuMs ?? 0) / 1000,
    peak_rss_mb: full.peakRssMb,
    peak_own_mb: full.peakOwnMb,
    max_own_mb: maxOwnMb,
    rest_s: rest.wallMs / 1000,
    resumed,
    nothing_to_do_s: small.wallMs / 1000,
  },
);

/** A year of runs of many targets and suites, hour by hour, with distributions as real calls have them. Made in the engine: nothing else is fast enough. */
import type { ClickHouseClient } from '@clickhouse/client';
import { targetKey } from '../../src/contract/target-key.ts';
import type { Run, RunTarget } from '../../src/contract/run.ts';
import { latencyMetrics } from '../../src/contract/measured-fields.ts';
import { packedSql } from '../../src/store/migrations/0015-whole-microseconds.ts';
import { storedName } from '../../src/store/packed/whole-units.ts';
import { runRow } from '../../src/store/run-row.ts';

export const yearShape = { days: 400, targets: 30, suites: 20, targetsOfRun: 5 };
const hourMs = 3_600_000;
const categories = ['billing', 'shipping', 'returns'];

export interface Year {
  runs: number;
  /** Of each target in each run. */
  cases: number;
  /** Of all runs together. */
  samples: number;
  /** Of the first run, a whole hour. */
  startMs: number;
}

/** `samples` is rounded up to whole runs. Ends with the hour before `nowMs`. */
export function yearOf(samples: number, runs: number, nowMs: number): Year {
  const { days, targetsOfRun } = yearShape;
  const cases = Math.ceil(samples / runs / targetsOfRun);
  const startMs = Math.floor(nowMs / hourMs) * hourMs - days * 24 * hourMs;
  return { runs, cases, samples: runs * targetsOfRun * cases, startMs };
}

const targetOf = (index: number, planned: number): RunTarget => ({
  id: `target-${index}`,
  label: `maker-${index % 6}/model-${index}`,
  provider: `maker-${index % 6}`,
  model: `model-${index}`,
  prompt_id: 'default',
  parameters: { temperature: 0 },
  base_url: null,
  price: null,
  limits: { concurrency: 8, timeoutMs: 60_000, retries: 2 },
  planned,
});

/** Targets of a group are neighbours: 0 to 4, 5 to 9, … */
const groups = yearShape.targets / yearShape.targetsOfRun;

/** A run as the engine makes all others of the same suite and group of it. */
function templateRun({ cases }: Year, suite: number, group: number): Run {
  const { targetsOfRun } = yearShape;
  return {
    run_id: '@run',
    suite_name: `suite-${suite}`,
    suite_hash: suite.toString(16).padStart(64, 'a'),
    status: 'done',
    started_at_ms: 0,
    ended_at_ms: 1,
    cases,
    repeats: 1,
    planned: targetsOfRun * cases,
    baseline_id: null,
    slo: {},
    seed: 1,
    targets: Array.from({ length: targetsOfRun }, (_, i) => targetOf(group * targetsOfRun + i, cases)),
    provenance: {
      assay_version: '1.0.0',
      node_version: 'v24.0.0',
      platform: 'linux x64',
      cpu: 'bench',
      cores: 2,
      git_commit: null,
      git_dirty: null,
      suite_path: `suite-${suite}.yaml`,
      command: 'assay run',
    },
    client: null,
    estimate_usd: null,
  };
}

/** Uniform in (0, 1), the same for the same row: no two questions about one row get the same answer. */
const uniform = (question: string) => `((cityHash64(i, '${question}') % 1000000007 + 1) / 1000000009)`;
/** Standard normal. */
const normal = (question: string) =>
  `(sqrt(-2 * log(${uniform(`${question} 1`)})) * cos(2 * pi() * ${uniform(`${question} 2`)}))`;

/** Of the run with the number `r`: time, and an id that sorts by it. */
const atOf = ({ runs, startMs }: Year) =>
  `(${startMs} + intDiv(r * ${yearShape.days * 24}, ${runs}) * ${hourMs} + (r * 997) % 3000000)`;
const idOf = (at: string) =>
  `concat(substring(lower(leftPad(hex(toUInt64(${at})), 16, '0')), 5, 8), '-', substring(lower(leftPad(hex(toUInt64(${at})), 16, '0')), 13, 4),
    '-7000-8000-', lower(leftPad(hex(toUInt64(r)), 12, '0')))`;
const suiteOf = `(r % ${yearShape.suites})`;
const groupOf = `(intDiv(r, ${yearShape.suites}) % ${groups})`;

export async function makeRuns(client: ClickHouseClient, year: Year): Promise<void> {
  const templates = Array.from({ length: yearShape.suites }, (_, suite) =>
    Array.from({ length: groups }, (_, group) => runRow(templateRun(year, suite, group))),
  ).flat();
  const columns = Object.keys(templates[0] as object);
  await client.command({
    query: `CREATE TABLE IF NOT EXISTS templates (place UInt32, ${[
      'suite_name String, suite_hash String, status String, project String, source String, target_keys Array(String)',
      'target_labels Array(String), assay_version String, believable Nullable(Bool), document String',
    ].join(', ')}) ENGINE = Memory`,
  });
  await client.insert({
    table: 'templates',
    values: templates.map(({ run_id: _id, started_at_ms: _at, ...row }, place) => ({ place, ...row })),
    format: 'JSONEachRow',
  });
  const names = columns.filter((name) => !['run_id', 'started_at_ms', 'document'].includes(name));
  await client.command({
    query: `INSERT INTO runs (run_id, started_at_ms, ${names.join(', ')}, document)
      SELECT ${idOf('at')} AS id, at, ${names.join(', ')},
        replaceOne(replaceOne(replaceOne(document, '@run', id), '"started_at_ms":0', concat('"started_at_ms":', toString(at))),
          '"ended_at_ms":1', concat('"ended_at_ms":', toString(at + 240000)))
      FROM (SELECT number AS r, ${atOf(year)} AS at, toUInt32(${suiteOf} * ${groups} + ${groupOf}) AS place FROM numbers(${year.runs})) AS all
      INNER JOIN templates USING (place)`,
  });
  await client.command({ query: 'DROP TABLE templates' });
  await client.command({
    query: `INSERT INTO run_cases (run_id, case_index, case_id, category, tags, cluster, preview, document)
      SELECT ${idOf('at')}, c, concat('case-', toString(c)), arrayElement(${JSON.stringify(categories).replaceAll('"', "'")}, c % 3 + 1) AS category,
        if(c % 2 = 1, ['odd'], []) AS tags, '', concat('Question ', toString(c), ' of suite ', toString(${suiteOf})) AS preview,
        concat('{"id":"case-', toString(c), '","index":', toString(c), ',"category":"', category, '","tags":', if(c % 2 = 1, '["odd"]', '[]'),
          ',"cluster":"","expected":"x","preview":"', preview, '"}')
      FROM (SELECT intDiv(number, ${year.cases}) AS r, number % ${year.cases} AS c, ${atOf(year)} AS at FROM numbers(${year.runs * year.cases}))`,
  });
}

const keys = Array.from({ length: yearShape.targets }, (_, i) => targetKey(targetOf(i, 0)));
const listOf = (texts: readonly string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`;
const ms = (value: string) => `if(failed, NULL, ${value})`;
const count = (value: string) => `if(failed, NULL, toUInt32(${value}))`;

/** Each column, of the row's number `i`, its run `r`, target `t` and case `c`. */
const sampleParts: Record<string, string> = {
  sample_id: 'toUUID(UUIDNumToString(murmurHash3_128(run, t, c)))',
  run_id: 'run',
  suite_hash: `leftPad(lower(hex(toUInt8(${suiteOf}))), 64, 'a')`,
  project: "'default'",
  source: "'benchmark'",
  target_id: "concat('target-', toString(t))",
  target_key: `arrayElement(${listOf(keys)}, t + 1)`,
  case_id: "concat('case-', toString(c))",
  case_index: 'c',
  category: `arrayElement(${listOf(categories)}, c % 3 + 1)`,
  repeat: '0',
  attempts: `if(${uniform('retried')} < 0.01, 2, 1)`,
  is_warmup: 'false',
  provider: "concat('maker-', toString(t % 6))",
  request_model: "concat('model-', toString(t))",
  response_model: "if(failed, '', concat('model-', toString(t), '-2031-01-01'))",
  system_fingerprint: "if(failed OR t % 6 > 1, '', concat('fp_', toString(intDiv(r, 20000)), toString(t)))",
  service_tier: "if(failed OR t % 6 > 1, '', 'default')",
  served_by: `if(t % 6 != 5 OR failed, '', arrayElement(['host-a', 'host-b', 'host-c'], cityHash64(r, t) % 3 + 1))`,
  region: "''",
  started_at_ms: `at + 1000 + c * 800 + floor(${uniform('start')} * 700)`,
  outcome: "if(failed, 'http_error', 'ok')",
  error_class: "if(failed, 'server_error', '')",
  http_status: 'if(failed, 503, 200)',
  finish_reason: "if(failed, '', 'stop')",
  quality: 'if(failed, NULL, quality)',
  correct: 'if(failed, NULL, quality >= 0.5)',
  scores: "if(failed, map(), map('exact', quality))",
  ttft_ms: ms('ttft'),
  ttfo_ms: ms(`if(t % 5 = 0, ttft + decode * 0.3 * ${uniform('reasoning')}, ttft)`),
  ttfb_ms: ms(`ttft - 2 - 20 * ${uniform('ttfb')}`),
  e2e_ms: ms('ttft + decode'),
  queue_ms: 'queue',
  connect_ms: `if(${uniform('reused')} < 0.9, NULL, 30 + 20 * ${uniform('connect')})`,
  tls_ms: `if(${uniform('reused')} < 0.9, NULL, 15 + 10 * ${uniform('tls')})`,
  dns_ms: `if(${uniform('reused')} < 0.9, NULL, 1 + 5 * ${uniform('dns')})`,
  response_ms: ms('ttft + decode + queue'),
  decode_ms: ms('decode'),
  tpot_ms: ms('decode / (output + reasoning - 1)'),
  ntpot_ms: ms('(ttft + decode) / (output + reasoning)'),
  stall_max_ms: ms(`decode / output * (3 + 10 * ${uniform('stall')})`),
  stalls: count(`${uniform('stalls')} < 0.01`),
  tok_s_user: ms('1000 / (decode / (output + reasoning - 1))'),
  norm_tok_s: ms('1000 / (decode / (local - 1))'),
  tok_s_e2e: ms('1000 * (output + reasoning) / (ttft + decode)'),
  input_tokens: count('input'),
  cache_read_tokens: count('if(t % 6 = 0, intDiv(input, 2), 0)'),
  output_tokens: count('output'),
  reasoning_tokens: 'if(failed OR t % 5 != 0, NULL, reasoning)',
  local_tokens: count('local'),
  usage_source: "if(failed, 'missing', 'provider')",
  usage_gap: 'if(failed OR output < 50, NULL, (output - local) / local)',
  cost_nanousd: 'if(failed, NULL, toInt64(input * (200 + t * 50) + (output + reasoning) * (800 + t * 200)))',
  price_id: "if(failed, '', concat('genai-prices@0.1.8:maker-', toString(t % 6), '/model-', toString(t)))",
};

const isTime = (name: string) => latencyMetrics.some((metric) => metric === name);
const plainNames = Object.keys(sampleParts).filter((name) => !isTime(name));

/** Of the runs from one number to another. */
export async function makeSamples(
  client: ClickHouseClient,
  year: Year,
  [from, to]: readonly [number, number],
): Promise<void> {
  const { targetsOfRun } = yearShape;
  const perRun = targetsOfRun * year.cases;
  const made = Object.entries(sampleParts).map(([name, part]) => `${part} AS made_${name}`);
  const renamed = Object.keys(sampleParts).map((name) => `made_${name} AS ${name}`);
  await client.command({
    query: `INSERT INTO samples (${[...plainNames, ...latencyMetrics.map(storedName)].join(', ')})
      SELECT ${[...plainNames, ...latencyMetrics.map(packedSql)].join(', ')}
      FROM (SELECT ${renamed.join(', ')} FROM (SELECT ${made.join(', ')}
      FROM (SELECT i, r, t, c, at, ${idOf('at')} AS run, ${uniform('failed')} < 0.02 AS failed,
          toUInt32(200 + cityHash64(${suiteOf}, c) % 800) AS input,
          toUInt32(5 + exp(4 + (cityHash64(c, ${suiteOf}, 'length') % 100) / 100 + 0.4 * ${normal('output')})) AS output,
          if(t % 5 = 0, toUInt32(exp(4.5 + 0.6 * ${normal('reasoning')})), 0) AS reasoning,
          toUInt32(greatest(2, output * (0.97 + 0.06 * ${uniform('local')}))) AS local,
          (150 + t * 40) * exp(0.35 * ${normal('ttft')}) AS ttft,
          (output + reasoning) * (8 + t * 0.7) * exp(0.12 * ${normal('pace')}) AS decode,
          0.05 - 0.1 * log(${uniform('queue')}) AS queue,
          if(${suiteOf} % 4 = 3, round(${uniform('score')} * 10) / 10, if(${uniform('score')} < 0.55 + t * 0.01, 1, 0)) AS quality
        FROM (SELECT number AS i, intDiv(number, ${perRun}) AS r, ${groupOf} * ${targetsOfRun} + intDiv(number % ${perRun}, ${year.cases}) AS t,
            number % ${year.cases} AS c, ${atOf(year)} AS at
          FROM numbers(${from * perRun}, ${(to - from) * perRun})))))`,
  });
}

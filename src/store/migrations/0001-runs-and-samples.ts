import { createTable } from '../table-template.ts';

const startedAt = "toDateTime(started_at_ms / 1000, 'UTC')";
const month = `toYYYYMM(${startedAt})`;
const latency = 'Nullable(Float64) CODEC(ZSTD(1))';
const tokens = 'Nullable(UInt32) CODEC(ZSTD(1))';

/** The whole run is one JSON document; what questions select by stands beside it. */
const runs = {
  name: 'runs',
  columns: [
    'run_id String',
    'started_at_ms Float64',
    'suite_name String',
    'suite_hash String',
    'status LowCardinality(String)',
    'document String CODEC(ZSTD(3))',
  ],
  orderBy: ['run_id'],
};

const runCases = {
  name: 'run_cases',
  columns: [
    'run_id String',
    'case_index UInt32',
    'case_id String',
    'category String',
    'tags Array(String)',
    'cluster String',
    'preview String CODEC(ZSTD(3))',
    'document String CODEC(ZSTD(3))',
  ],
  orderBy: ['run_id', 'case_index'],
};

/**
 * The key is the sample's place in its run, so that a run, a target and a stretch of cases are each one range.
 * Time is no part of it: a sample that is asked again keeps its key. Ids of runs sort by time, so runs of one time lie together.
 */
const samples = {
  name: 'samples',
  columns: [
    'run_id LowCardinality(String)',
    'target_id LowCardinality(String)',
    'case_index UInt32 CODEC(Delta, ZSTD(1))',
    'repeat UInt32',
    'sample_id UUID',
    'suite_hash LowCardinality(String)',
    'case_id String CODEC(ZSTD(1))',
    'cluster String CODEC(ZSTD(1))',
    'category LowCardinality(String)',
    'attempts UInt16',
    'is_warmup Bool',
    'provider LowCardinality(String)',
    'request_model LowCardinality(String)',
    'response_model LowCardinality(String)',
    'started_at_ms Float64 CODEC(Delta(8), ZSTD(1))',
    'outcome LowCardinality(String)',
    'error_class LowCardinality(String)',
    'http_status Nullable(UInt16)',
    'finish_reason LowCardinality(String)',
    'quality Nullable(Float64)',
    'correct Nullable(Bool)',
    'scores Map(LowCardinality(String), Float64) CODEC(ZSTD(1))',
    ...['ttft_ms', 'ttfo_ms', 'ttfb_ms', 'e2e_ms', 'queue_ms', 'response_ms', 'decode_ms', 'tpot_ms'].map(
      (name) => `${name} ${latency}`,
    ),
    `stall_max_ms ${latency}`,
    'stalls Nullable(UInt32)',
    `tok_s_user ${latency}`,
    `tok_s_e2e ${latency}`,
    ...['input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'output_tokens', 'reasoning_tokens'].map(
      (name) => `${name} ${tokens}`,
    ),
    'usage_source LowCardinality(String)',
    'cost_nanousd Nullable(Int64) CODEC(ZSTD(1))',
    'price_id LowCardinality(String)',
  ],
  indexes: ['case_of_runs case_id TYPE bloom_filter(0.01) GRANULARITY 1'],
  partitionBy: month,
  orderBy: ['run_id', 'target_id', 'case_index', 'repeat', 'sample_id'],
};

/** Small granules: the drawer reads a dozen rows out of hundreds of thousands, each a few kB. */
const payloads = {
  name: 'sample_payloads',
  columns: [
    'run_id LowCardinality(String)',
    'sample_id UUID',
    'started_at_ms Float64 CODEC(Delta(8), ZSTD(1))',
    'messages String CODEC(ZSTD(3))',
    'expected String CODEC(ZSTD(3))',
    'answer String CODEC(ZSTD(3))',
    'scores String CODEC(ZSTD(3))',
    'error_message String CODEC(ZSTD(3))',
    'frame_times_us Array(UInt32) CODEC(ZSTD(3))',
    'frame_kinds String CODEC(ZSTD(3))',
    'raw_usage String CODEC(ZSTD(3))',
  ],
  partitionBy: month,
  orderBy: ['run_id', 'sample_id'],
};

const retriedAttempts = {
  name: 'retried_attempts',
  columns: [
    'run_id LowCardinality(String)',
    'target_id LowCardinality(String)',
    'sample_id UUID',
    'attempt UInt16',
    'case_id String',
    'repeat UInt32',
    'started_at_ms Float64',
    'outcome LowCardinality(String)',
    'error_class LowCardinality(String)',
    'http_status Nullable(UInt16)',
    'error_message String CODEC(ZSTD(3))',
    'e2e_ms Nullable(Float64)',
    'cost_nanousd Nullable(Int64)',
  ],
  partitionBy: month,
  orderBy: ['run_id', 'target_id', 'sample_id', 'attempt'],
};

/** Until 0013. */
const keep = (days: number) => `${startedAt} + INTERVAL ${days} DAY`;

export function runsAndSamples(): string[] {
  const settings = { ttl_only_drop_parts: 1 };
  return [
    createTable(runs),
    createTable(runCases),
    createTable({ ...samples, ttl: keep(400), settings }),
    createTable({
      ...payloads,
      ttl: keep(90),
      settings: { ...settings, index_granularity: 128, index_granularity_bytes: 1_048_576 },
    }),
    createTable({ ...retriedAttempts, ttl: keep(400), settings }),
  ];
}

const latency = 'Nullable(Float64) CODEC(ZSTD(1))';
const tokens = 'Nullable(UInt32) CODEC(ZSTD(1))';

/** What a sample has gained: steps of its connection, a common tokenizer, one-hour cache writes. */
const columns: [name: string, type: string, after: string][] = [
  ['connect_ms', latency, 'queue_ms'],
  ['dns_ms', latency, 'connect_ms'],
  ['tls_ms', latency, 'dns_ms'],
  ['ntpot_ms', latency, 'tpot_ms'],
  ['norm_tok_s', latency, 'tok_s_user'],
  ['cache_write_1h_tokens', tokens, 'cache_write_tokens'],
  ['local_tokens', tokens, 'reasoning_tokens'],
  ['usage_gap', latency, 'usage_source'],
];

export function networkAndCounts(): string[] {
  return columns.map(
    ([name, type, after]) => `ALTER TABLE samples ADD COLUMN IF NOT EXISTS ${name} ${type} AFTER ${after}`,
  );
}

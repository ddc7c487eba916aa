/** Who served an answer behind a gateway, and how far the cost by price is from the provider's own word. */
export function servedBy(): string[] {
  return [
    'ALTER TABLE samples ADD COLUMN IF NOT EXISTS served_by LowCardinality(String) AFTER service_tier',
    'ALTER TABLE samples ADD COLUMN IF NOT EXISTS cost_gap Nullable(Float64) CODEC(ZSTD(1)) AFTER stated_cost_nanousd',
  ];
}

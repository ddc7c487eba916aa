/** What makes a price besides tokens: units that are billed, tools that the provider ran, its own word for the cost. */
const columns: [name: string, type: string, after: string][] = [
  ['provider_tools', 'LowCardinality(String)', 'service_tier'],
  ['billed_input_tokens', 'Nullable(UInt32) CODEC(ZSTD(1))', 'output_image_tokens'],
  ['billed_output_tokens', 'Nullable(UInt32) CODEC(ZSTD(1))', 'billed_input_tokens'],
  ['stated_cost_nanousd', 'Nullable(Int64) CODEC(ZSTD(1))', 'usage_gap'],
];

export function billing(): string[] {
  return columns.map(
    ([name, type, after]) => `ALTER TABLE samples ADD COLUMN IF NOT EXISTS ${name} ${type} AFTER ${after}`,
  );
}

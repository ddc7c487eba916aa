/** The calls of a conversation, as JSON; `null` for a single call. */
export function steps(): string[] {
  return [
    "ALTER TABLE sample_payloads ADD COLUMN IF NOT EXISTS steps String DEFAULT 'null' CODEC(ZSTD(3)) AFTER raw_usage",
  ];
}

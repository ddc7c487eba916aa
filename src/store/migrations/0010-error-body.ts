/** What the provider sent, beside the line that is made of it. */
export function errorBody(): string[] {
  return [
    'ALTER TABLE sample_payloads ADD COLUMN IF NOT EXISTS error_body String CODEC(ZSTD(3)) AFTER error_message',
  ];
}

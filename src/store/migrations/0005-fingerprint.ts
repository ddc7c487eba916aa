/** The provider's own mark of the system that answered. */
export function fingerprint(): string[] {
  return [
    'ALTER TABLE samples ADD COLUMN IF NOT EXISTS system_fingerprint LowCardinality(String) AFTER response_model',
  ];
}

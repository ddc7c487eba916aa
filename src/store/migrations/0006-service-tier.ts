/** The service tier that answered: it has a price of its own. */
export function serviceTier(): string[] {
  return [
    'ALTER TABLE samples ADD COLUMN IF NOT EXISTS service_tier LowCardinality(String) AFTER system_fingerprint',
  ];
}

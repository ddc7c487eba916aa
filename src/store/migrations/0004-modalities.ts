const tokens = 'Nullable(UInt32) CODEC(ZSTD(1))';

/** Tokens of sound and pictures, where a provider tells them apart. */
const columns: [name: string, after: string][] = [
  ['input_audio_tokens', 'cache_write_1h_tokens'],
  ['input_image_tokens', 'input_audio_tokens'],
  ['output_audio_tokens', 'reasoning_tokens'],
  ['output_image_tokens', 'output_audio_tokens'],
];

export function modalities(): string[] {
  return columns.map(
    ([name, after]) => `ALTER TABLE samples ADD COLUMN IF NOT EXISTS ${name} ${tokens} AFTER ${after}`,
  );
}

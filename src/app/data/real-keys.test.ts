import { describe, expect, it } from 'vitest';
import { realModelsHint } from './real-keys.ts';

describe('realModelsHint', () => {
  it('says nothing without keys', () => {
    expect(realModelsHint('/here/a.json', { env: { OPENAI_API_KEY: '' }, cwd: '/here' })).toBeNull();
  });
  it('gives the exact command for the keys that are there, and no key', () => {
    const env = { OPENAI_API_KEY: 'sk-secret', ANTHROPIC_API_KEY: 'also-secret' };
    const hint = realModelsHint('/here/.assay/demo-suite.json', { env, cwd: '/here' });
    expect(hint).toContain(
      'assay run .assay/demo-suite.json -t openai/gpt-5-mini -t anthropic/claude-haiku-4-5',
    );
    expect(hint).not.toContain('secret');
  });
});

import { relative } from 'node:path';
import { vendors } from '../../providers/registry.ts';
import type { AppContext } from '../context.ts';

/** A small, cheap model of each maker to begin with. */
const firstModels: Record<string, string> = {
  openai: 'openai/gpt-5-mini',
  anthropic: 'anthropic/claude-haiku-4-5',
  google: 'google/gemini-2.5-flash',
};

/** How to run the same suite on real models, when there are keys for some; `null` without any. Nothing is ever sent by itself. */
export function realModelsHint(
  suitePath: string,
  { env, cwd }: Pick<AppContext, 'env' | 'cwd'>,
): string | null {
  const models = vendors
    .filter((vendor) => vendor.keyEnv.some((name) => env[name]))
    .flatMap((vendor) => firstModels[vendor.id] ?? []);
  if (models.length === 0) return null;
  const targets = models.map((model) => `-t ${model}`).join(' ');
  const path = relative(cwd, suitePath);
  return `You have keys. The same suite on real models, this time for money:\n  assay plan ${path} ${targets}\n  assay run ${path} ${targets}`;
}

import { meant } from '../contract/problems/near-miss.ts';

export interface ModelName {
  provider: string;
  model: string;
}

/** How the names of well-known model families begin: only for a hint when the provider was left out. */
const families: [RegExp, string][] = [
  [/^(gpt-|o\d|chatgpt)/, 'openai'],
  [/^claude/, 'anthropic'],
  [/^gemini/, 'google'],
];

export interface ModelProblem {
  expected: string;
  remedy?: string;
}

/** A plug-in is an npm package, with or without scope, or a module file; its model follows. */
const plugin = /^(plugin:(?:\.{0,2}\/.+?\.(?:mjs|js|mts|ts)|(?:@[^/]+\/)?[^/@.][^/]*))\/(.+)$/;

/** Splits `provider/model` at the first slash: a model's own name may hold more of them. */
export function parseModel(text: string, providers?: readonly string[]): ModelName | ModelProblem {
  if (text.startsWith('plugin:')) {
    const [, provider, model] = plugin.exec(text) ?? [];
    if (provider !== undefined && model !== undefined) return { provider, model };
    return { expected: 'plugin:<npm package or ./module.mjs>/<model>' };
  }
  const slash = text.indexOf('/');
  const expected = 'provider/model, e.g. openai/gpt-5-mini';
  if (slash <= 0 || slash === text.length - 1) {
    const family = families.find(([pattern]) => pattern.test(text));
    return family ? { expected, remedy: `Did you mean "${family[1]}/${text}"?` } : { expected };
  }
  const provider = text.slice(0, slash);
  if (providers && !providers.includes(provider)) {
    return { expected: `one of the providers ${providers.join(', ')}`, ...meant(provider, providers) };
  }
  return { provider, model: text.slice(slash + 1) };
}

import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { factorySettings, type Vendor } from './vendor.ts';

/** `plugin:@scope/package`, `plugin:package`, `plugin:./file.mjs`. */
export const pluginPrefix = 'plugin:';

type Factory = (settings: ReturnType<typeof factorySettings>) => unknown;

/** Packages are looked for where the command runs, then beside Assay; files count from where the command runs. */
async function importModule(specifier: string): Promise<Record<string, unknown>> {
  if (/^\.{0,2}\//.test(specifier)) return import(pathToFileURL(resolve(specifier)).href);
  let found: string;
  try {
    found = pathToFileURL(createRequire(join(resolve('.'), 'assay.js')).resolve(specifier)).href;
  } catch {
    found = specifier;
  }
  return import(found);
}

/** The factory is the default export, else the one function whose name begins with `create`. Throws when there is none, or a choice. */
export function factoryOf(module: Record<string, unknown>): Factory {
  const preferred = module['default'];
  if (typeof preferred === 'function') return preferred as Factory;
  const named = Object.keys(module).filter(
    (name) => name.startsWith('create') && typeof module[name] === 'function',
  );
  if (named.length !== 1)
    throw new Error(
      `the plug-in must export a factory as default or one function create…; it exports ${Object.keys(module).join(', ') || 'nothing'}`,
    );
  return module[named[0] as string] as Factory;
}

function modelOf(provider: unknown, model: string): LanguageModelV4 {
  const { languageModel } = (provider ?? {}) as { languageModel?: (id: string) => LanguageModelV4 };
  if (typeof languageModel !== 'function')
    throw new Error("the plug-in's factory did not return a provider: there is no languageModel(id)");
  const made = languageModel.call(provider, model);
  if (made?.specificationVersion !== 'v4')
    throw new Error(
      `the plug-in's models follow specification ${made?.specificationVersion ?? 'unknown'}; expected v4`,
    );
  return made;
}

/** Somebody else's provider package or module. Its factory is handed our `fetch`, without which nothing could be measured. */
export function pluginVendor(id: string): Vendor {
  const specifier = id.slice(pluginPrefix.length);
  return {
    id,
    name: specifier,
    package: specifier,
    wire: 'of the plug-in',
    keyEnv: [],
    async load(settings) {
      const provider = factoryOf(await importModule(specifier))(factorySettings(settings));
      return (model) => modelOf(provider, model);
    },
  };
}

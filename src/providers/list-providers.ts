import { createRequire } from 'node:module';
import type { ProviderFacts } from '../contract/provider.ts';
import { settingsOf, type Environment } from './endpoint.ts';
import { vendors } from './registry.ts';
import type { Vendor } from './vendors/vendor.ts';
import { verifiedBy } from './verification.ts';

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Of several variables that would do, the first. */
function missingFor(vendor: Vendor, env: Environment): string[] {
  const keyName = vendor.keyEnv.find((name) => env[name]);
  const apiKey = keyName === undefined ? undefined : env[keyName];
  const key = apiKey === undefined && !vendor.keyOptional ? vendor.keyEnv.slice(0, 1) : [];
  const given = { apiKey, baseUrl: undefined, settings: settingsOf(vendor, env) };
  return [...key, ...(vendor.missingSettings?.(given) ?? [])];
}

/** Every provider with what is set up here. Loads no package, reads no key. */
export function listProviders(env: Environment): ProviderFacts[] {
  const isSet = (name: string) => Boolean(env[name]);
  return vendors.map((vendor) => ({
    id: vendor.id,
    name: vendor.name,
    wire: vendor.wire,
    package: vendor.package,
    installed: vendor.package === null || isInstalled(vendor.package),
    key: {
      variables: vendor.keyEnv,
      set: vendor.keyEnv.find(isSet) ?? null,
      optional: vendor.keyOptional === true,
    },
    settings: (vendor.settingsEnv ?? [])
      .filter((name) => !vendor.keyEnv.includes(name))
      .map((variable) => ({ variable, set: isSet(variable) })),
    missing: missingFor(vendor, env),
    base_url: vendor.defaultBaseUrl ?? null,
    verified_by: verifiedBy(vendor.id),
    live: false,
  }));
}

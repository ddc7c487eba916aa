import { AssayError } from '../contract/errors.ts';
import { hideCredentials } from '../base/hide-credentials.ts';
import { httpAddressRemedy } from '../contract/http-address.ts';
import type { Price, Target } from '../contract/suite.ts';
import { simulatorId, vendorOf, vendors } from './registry.ts';
import { addressProblem, addressRules, privateAddressSetting } from './transport/guarded-lookup.ts';
import type { Vendor } from './vendors/vendor.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the simulator's models are, by name. */
export type SimulatedEndpoints = ReadonlyMap<
  string,
  { vendorId: string; baseUrl: string; price?: Price | null }
>;

/** All a lane needs to build a model; holds a key, so it stays in memory. */
export interface Endpoint {
  vendorId: string;
  model: string;
  apiKey: string | undefined;
  baseUrl: string | undefined;
  headers: Record<string, string>;
  settings: Record<string, string>;
  /** The answers are read by the provider's own package, not by our reader of the wire. */
  packageReads: boolean;
}

/** Names providers, separated by commas, whose packages read their answers themselves; `all` names all of them. */
const packageReaders = 'ASSAY_PACKAGE_READERS';

function packageReads(vendorId: string, env: Environment): boolean {
  const names = (env[packageReaders] ?? '').split(',').map((name) => name.trim());
  const unknown = names.find(
    (name) => name !== '' && name !== 'all' && !vendors.some(({ id }) => id === name),
  );
  if (unknown !== undefined)
    throw new AssayError('usage', `${packageReaders} names "${unknown}", which is not a provider`, {
      remedy: 'Set it to ids of providers, separated by commas, or to all. `assay providers` lists them.',
    });
  return names.includes('all') || names.includes(vendorId);
}

const keyNames = (target: Target): readonly string[] =>
  target.apiKeyEnv === undefined ? vendorOf(target.provider).keyEnv : [target.apiKeyEnv];

/** Name of the variable that a target's key is read from; `null` when it has none. */
export function keyVariableOf(target: Target, env: Environment): string | null {
  if (target.provider === simulatorId) return null;
  return keyNames(target).find((name) => env[name]) ?? null;
}

function keyOf(target: Target, env: Environment): string | undefined {
  const vendor = vendorOf(target.provider);
  const names = keyNames(target);
  const key = names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  if (key !== undefined) return key;
  if (target.apiKeyEnv === undefined && (vendor.keyOptional || vendor.keyEnv.length === 0)) return undefined;
  throw new AssayError('key-missing', `${target.label}: no API key for ${vendor.name}`, {
    remedy: `Set ${names.join(' or ')} in the environment, or name another variable with apiKeyEnv in the target.`,
  });
}

/** The vendor's further variables that are set. */
export function settingsOf(vendor: Vendor, env: Environment): Record<string, string> {
  const set = (vendor.settingsEnv ?? []).map((name) => [name, env[name]] as const);
  return Object.fromEntries(set.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** The address and who named it: the target, a variable, or nobody. Throws `usage` for one that cannot be asked. */
export function addressOf(
  vendor: Vendor,
  { label, baseUrl: own }: Pick<Target, 'label' | 'baseUrl'>,
  env: Environment,
): string | undefined {
  const variable = own === undefined ? vendor.baseUrlEnv?.find((name) => env[name]) : undefined;
  const baseUrl = own ?? (variable === undefined ? vendor.defaultBaseUrl : env[variable]);
  checkAddress(label, variable ?? 'baseUrl', baseUrl, env);
  return baseUrl;
}

function checkAddress(label: string, name: string, address: string | undefined, env: Environment): void {
  if (address === undefined) return;
  const remedy = httpAddressRemedy(address);
  if (remedy !== null)
    throw new AssayError(
      'usage',
      `${label}: ${name} is "${hideCredentials(address)}", which is not a usable address`,
      {
        remedy,
      },
    );
  const problem = addressProblem(new URL(address).hostname, addressRules(env));
  if (problem !== null)
    throw new AssayError('not-allowed', `${label}: ${problem}`, {
      remedy: `Use another address, or set ${privateAddressSetting}=allow if you trust the suites.`,
    });
}

/** Throws `provider-unknown`, `key-missing` or `usage` before any call is made. */
export function resolveEndpoint(target: Target, env: Environment, simulated: SimulatedEndpoints): Endpoint {
  const headers = target.headers ?? {};
  if (target.provider === simulatorId) {
    const found = simulated.get(target.model);
    if (!found)
      throw new AssayError(
        'provider-unknown',
        simulated.size > 0
          ? `${target.label}: the simulator has no model "${target.model}"`
          : `${target.label}: no simulator is set`,
        {
          remedy:
            simulated.size > 0
              ? `It has: ${[...simulated.keys()].join(', ')}.`
              : 'Start one with `assay sim` and add `--sim URL` with the address it prints, or run `assay demo`.',
        },
      );
    const baseUrl = target.baseUrl ?? found.baseUrl;
    checkAddress(target.label, 'baseUrl', baseUrl, env);
    return {
      vendorId: found.vendorId,
      model: target.model,
      apiKey: 'simulated',
      baseUrl,
      headers,
      settings: {},
      packageReads: packageReads(found.vendorId, env),
    };
  }
  const vendor = vendorOf(target.provider);
  if (vendor.needsBaseUrl && target.baseUrl === undefined)
    throw new AssayError('usage', `${target.label}: ${vendor.name} needs an address`, {
      remedy: 'Add baseUrl to the target, e.g. http://127.0.0.1:8000/v1.',
    });
  const apiKey = keyOf(target, env);
  const baseUrl = addressOf(vendor, target, env);
  const settings = settingsOf(vendor, env);
  const missing = vendor.missingSettings?.({ apiKey, baseUrl, settings }) ?? [];
  if (missing.length > 0)
    throw new AssayError('key-missing', `${target.label}: ${vendor.name} needs ${missing.join(' and ')}`, {
      remedy: `Set ${missing.join(' and ')} in the environment.`,
    });
  return {
    vendorId: vendor.id,
    model: target.model,
    apiKey,
    baseUrl,
    headers,
    settings,
    packageReads: packageReads(vendor.id, env),
  };
}

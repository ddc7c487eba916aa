import type { Target } from '../contract/suite.ts';
import { simulatorId, vendorOf } from './registry.ts';

/** Variables that may hold a target's key, first match wins; empty: it needs none. */
export function keyVariables({ provider, apiKeyEnv }: Target): readonly string[] {
  if (apiKeyEnv !== undefined) return [apiKeyEnv];
  return provider === simulatorId ? [] : vendorOf(provider).keyEnv;
}

/** What must not be kept or shown, wherever a server echoes it. */
import type { Target } from '../contract/suite.ts';
import type { Environment } from './endpoint.ts';
import { vendors } from './registry.ts';

const secretSetting = /KEY|SECRET|TOKEN|PASSWORD/;
const secretHeader = /auth|key|token|secret|cookie|password/i;

/** What servers without keys of their own are given; each may stand in an answer with good reason. */
const placeholders = new Set([
  'not-needed',
  'no-key',
  'no-key-required',
  'lm-studio',
  'your-api-key',
  'api-key',
]);
/** A word of a language may stand in an answer as well: `EMPTY`, `none`, `ollama`. Real keys have more than that. */
function isSecret(value: string): boolean {
  if (placeholders.has(value.toLowerCase())) return false;
  return value.length >= 12 || (value.length >= 4 && /[a-z]/i.test(value) && /[\d_.-]/.test(value));
}

/** The values of every variable that holds a key of any provider or of one of the targets, and of headers that do. */
export function secretsOf(targets: readonly Target[], env: Environment): string[] {
  const names = [
    ...vendors.flatMap(({ keyEnv, settingsEnv = [] }) => [
      ...keyEnv,
      ...settingsEnv.filter((name) => secretSetting.test(name)),
    ]),
    ...targets.flatMap(({ apiKeyEnv }) => apiKeyEnv ?? []),
  ];
  const headers = targets
    .flatMap((target) => Object.entries(target.headers ?? {}))
    .flatMap(([name, value]) => (secretHeader.test(name) ? value.replace(/^\w+ +/, '') : []));
  const values = [...names.map((name) => env[name] ?? ''), ...headers].map((value) => value.trim());
  return [...new Set(values)].filter(isSecret);
}

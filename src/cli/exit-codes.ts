import type { ErrorCode } from '../contract/errors.ts';

/** How the command ended, for scripts: shown by `assay --help`. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  failure: { code: 1, meaning: 'internal error' },
  usage: { code: 2, meaning: 'the command line is wrong' },
  suite: { code: 3, meaning: 'the suite is missing or invalid' },
  provider: { code: 4, meaning: 'a provider is unknown, not installed or has no key' },
  partial: {
    code: 5,
    meaning: 'the run stopped early (budget), a target gave no answer at all, or something was left out',
  },
  storage: { code: 6, meaning: 'the data directory is busy or could not be written' },
  notFound: { code: 7, meaning: 'there is no such run' },
  network: { code: 8, meaning: 'the port is in use or the address is not allowed' },
  gate: { code: 9, meaning: 'the run did not pass the gate' },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C or SIGTERM; what was measured is kept' },
} as const;

export type ExitName = keyof typeof exitCodes;

const nameOfError: Record<ErrorCode, ExitName> = {
  usage: 'usage',
  'suite-invalid': 'suite',
  'suite-not-found': 'suite',
  'provider-unknown': 'provider',
  'provider-not-installed': 'provider',
  'key-missing': 'provider',
  'run-not-found': 'notFound',
  'store-busy': 'storage',
  'store-failed': 'storage',
  'journal-failed': 'storage',
  'port-in-use': 'network',
  'not-allowed': 'network',
  'budget-reached': 'partial',
  interrupted: 'interrupted',
};

/** The exit of a command that ended with this error. */
export function exitOfError(code: ErrorCode): ExitName {
  return nameOfError[code];
}

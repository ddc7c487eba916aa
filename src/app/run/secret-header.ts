import type { Target } from '../../contract/suite.ts';

/** Names of headers that may well hold a key. */
const secretHeader = /auth|key|token|secret|cookie|password/i;

/** The first such header, with the label of its target; `null`: there is none. */
export function secretHeaderIn(targets: readonly Target[]): { label: string; name: string } | null {
  for (const { label, headers = {} } of targets) {
    const name = Object.keys(headers).find((each) => secretHeader.test(each));
    if (name !== undefined) return { label, name };
  }
  return null;
}

import type { SandboxIsolation } from '../contract/program.ts';

/** What keeps the programs of a suite in on this machine; `refused`: why nothing does. */
export type SandboxFound = SandboxIsolation | { refused: string };

/** One sentence for people. */
export function sandboxNote(sandboxIsolation: SandboxFound): string {
  if ('refused' in sandboxIsolation) return `the run will be refused: ${sandboxIsolation.refused}`;
  const memory =
    sandboxIsolation.memory === 'control group'
      ? 'memory limited by the kernel (control group)'
      : 'memory watched 40 times a second (no control group may be made here)';
  const calls =
    sandboxIsolation.systemCalls === 'filtered'
      ? 'system calls filtered'
      : 'system calls not filtered (install bubblewrap for that)';
  return `sandboxed programs: ${sandboxIsolation.isolation}, ${memory}, ${calls}`;
}

/** The same for programs. */
export function sandboxJson(sandboxIsolation: SandboxFound) {
  if ('refused' in sandboxIsolation) return { refused: sandboxIsolation.refused };
  return {
    isolation: sandboxIsolation.isolation,
    memory: sandboxIsolation.memory,
    system_calls: sandboxIsolation.systemCalls,
  };
}

import type { SandboxFound } from '../contract/program.ts';

/** One sentence for people. */
export function sandboxNote(found: SandboxFound): string {
  if ('refused' in found) return `the run will be refused: ${found.refused}`;
  const memory =
    found.memory === 'control group'
      ? 'memory limited by the kernel (control group)'
      : 'memory watched 40 times a second (no control group may be made here)';
  const calls =
    found.system_calls === 'filtered'
      ? 'system calls filtered'
      : 'system calls not filtered (install bubblewrap for that)';
  return `sandboxed programs: ${found.isolation}, ${memory}, ${calls}`;
}

import type { Walls } from '../contract/program.ts';

/** What keeps the programs of a suite in on this machine; `refused`: why nothing does. */
export type WallsFound = Walls | { refused: string };

/** One sentence for people. */
export function wallsNote(walls: WallsFound): string {
  if ('refused' in walls) return `the run will be refused: ${walls.refused}`;
  const memory =
    walls.memory === 'control group'
      ? 'memory limited by the kernel (control group)'
      : 'memory watched 40 times a second (no control group may be made here)';
  const calls =
    walls.systemCalls === 'filtered'
      ? 'system calls filtered'
      : 'system calls not filtered (install bubblewrap for that)';
  return `sandboxed programs: ${walls.isolation}, ${memory}, ${calls}`;
}

/** The same for programs. */
export function wallsJson(walls: WallsFound) {
  if ('refused' in walls) return { refused: walls.refused };
  return { isolation: walls.isolation, memory: walls.memory, system_calls: walls.systemCalls };
}

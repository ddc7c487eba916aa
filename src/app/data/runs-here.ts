/**
 * Runs that this process carries out now. What they write bears its process id, as does what is left over from an earlier process that had the
 * same (in a container every one has): only this tells them apart.
 */
import { isAlive } from '../../base/own-process.ts';

const here = new Set<string>();

/** Until the run is left again. */
export function enterRun(runId: string): { leave(): void } {
  here.add(runId);
  return { leave: () => void here.delete(runId) };
}

/** Whether the process that a run names is at it: another one, or this one. */
export const isCarried = (pid: number, runId: string): boolean => isAlive(pid) || here.has(runId);

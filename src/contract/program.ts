/** Programs that are not ours (code of an answer, a scorer of the user's), run apart from us. What runs them: `sandbox/`. */
import { z } from 'zod';

export interface ProgramLimits {
  /** For the whole run, or for one answer of a program that stays. */
  wallSeconds: number;
  /** All its processes together, MB. */
  memoryMb: number;
  /** stdout and stderr each, kB. */
  outputKb: number;
  /** All files it writes, MB. */
  filesMb: number;
  processes: number;
}

export interface Program {
  /** `node` and `python3` are found by us; anything else on the PATH. `{readable:0}` becomes the absolute path of the first of `readable`. */
  command: string[];
  /** Written into its folder before it starts: name → content. */
  files: Record<string, string>;
  /** Files and folders it may read, relative to the suite; it finds them at their own absolute path. */
  readable: string[];
  limits: ProgramLimits;
}

/** `memory`, `output`, `time`: it was ended for passing that limit. */
export type ProgramEnd = 'exit' | 'signal' | 'time' | 'memory' | 'output';

export interface ProgramResult {
  end: ProgramEnd;
  /** Only with `exit`. */
  exitCode: number | null;
  /** Both cut at the limit. */
  stdout: string;
  stderr: string;
  wallMs: number;
}

/** A program that stays: a line in, a line out. */
export interface LineProgram {
  /** Lines are answered in order. Rejects with why there is no answer; the next line then meets a fresh program. */
  ask(line: string): Promise<string>;
  close(): Promise<void>;
}

/** What isolates programs on this machine. */
export const sandboxIsolationSchema = z.object({
  isolation: z.enum(['bubblewrap', 'namespaces']),
  memory: z
    .enum(['control group', 'watched'])
    .describe('`control group`: limited by the kernel; `watched`: checked 40 times a second'),
  system_calls: z
    .enum(['filtered', 'not filtered'])
    .describe('whether system calls that lead out of namespaces are refused'),
});
export type SandboxIsolation = z.infer<typeof sandboxIsolationSchema>;

/** `refused`: why nothing isolates them. */
export const sandboxFoundSchema = z.union([sandboxIsolationSchema, z.object({ refused: z.string() })]);
export type SandboxFound = z.infer<typeof sandboxFoundSchema>;

/** Where programs run: no network, no secrets, no files but their own. Both throw `not-allowed` where there is no such place. */
export interface Sandbox {
  run(program: Program, stdin: string): Promise<ProgramResult>;
  open(program: Program): LineProgram;
  /** What keeps programs in here; throws `not-allowed` where nothing does. */
  sandboxIsolation(): Promise<SandboxIsolation>;
  /** Ends every program that stays. */
  close(): Promise<void>;
}

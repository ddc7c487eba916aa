import { z } from 'zod';
import type { ProgramLimits } from '../contract/program.ts';

/** Options of every scorer that runs a program. */
export const limitOptions = {
  timeoutSeconds: z.number().positive().max(600).default(10).describe('for one answer'),
  memoryMb: z.number().int().min(32).max(65_536).default(512),
  outputKb: z.number().int().positive().max(65_536).default(256),
  filesMb: z.number().int().positive().max(4096).default(16),
  processes: z.number().int().min(16).max(4096).default(64),
};

export function limitsOf(options: {
  timeoutSeconds: number;
  memoryMb: number;
  outputKb: number;
  filesMb: number;
  processes: number;
}): ProgramLimits {
  const { timeoutSeconds, memoryMb, outputKb, filesMb, processes } = options;
  return { wallSeconds: timeoutSeconds, memoryMb, outputKb, filesMb, processes };
}

export const noSandbox = 'Programs cannot be run here: there is no sandbox.';

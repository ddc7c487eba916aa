import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { externalScorer } from '../external-scorer.ts';
import { parseOptions } from '../parse-options.ts';
import { limitOptions, limitsOf } from '../program-limits.ts';

const options = z.strictObject({
  command: z
    .array(z.string().min(1), { error: 'program and arguments, e.g. [python3, "{readable:0}"]' })
    .min(1, 'program and arguments'),
  readable: z
    .array(z.string().min(1))
    .default([])
    .describe('files and folders it reads, relative to the suite; {readable:0} in the command is the first'),
  stays: z
    .boolean()
    .default(true)
    .describe('one program for all answers, one line each; false: started anew for each'),
  options: z.record(z.string(), z.unknown()).default({}).describe('passed to the program'),
  ...limitOptions,
});

export const command: ScorerKind = {
  type: 'command',
  summary: 'your own scorer: any program, JSON in, JSON out',
  needs: 'sandbox',
  prepare(given, _spec, services) {
    const { command, readable, stays, options: own, ...rest } = parseOptions('command', options, given);
    const program = { command, files: {}, readable, limits: limitsOf(rest) };
    return externalScorer(program, { options: own, stays }, services?.sandbox);
  },
};

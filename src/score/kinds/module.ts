import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { externalScorer } from '../external-scorer.ts';
import { parseOptions } from '../parse-options.ts';
import { limitOptions, limitsOf } from '../program-limits.ts';

const options = z.strictObject({
  file: z
    .string({ error: 'a JavaScript or TypeScript module, relative to the suite' })
    .regex(/\.[cm]?[jt]s$/, 'a JavaScript or TypeScript module, relative to the suite'),
  readable: z.array(z.string().min(1)).default([]).describe('files and folders it reads or imports'),
  options: z.record(z.string(), z.unknown()).default({}).describe('passed to the function'),
  ...limitOptions,
});

/** What the module prints goes to stderr, so that stdout holds verdicts alone. `;import`: these are not imports of this file. */
const runner = `
;import { writeSync } from 'node:fs';
;import { createInterface } from 'node:readline';
;import { pathToFileURL } from 'node:url';
for (const name of ['log', 'info', 'debug']) console[name] = console.error;
const loaded = await import(pathToFileURL(process.argv[2]).href);
if (typeof loaded.default !== 'function') throw new Error('the module exports no function as default');
for await (const line of createInterface({ input: process.stdin })) {
  let verdict;
  try {
    verdict = (await loaded.default(JSON.parse(line))) ?? null;
  } catch (error) {
    verdict = { value: null, explanation: 'The scorer threw: ' + String(error?.message ?? error).slice(0, 500) };
  }
  writeSync(1, JSON.stringify(verdict) + '\\n');
}
`;

export const module: ScorerKind = {
  type: 'module',
  summary: 'your own scorer: a function in a TypeScript or JavaScript module',
  needs: 'sandbox',
  prepare(given, _spec, services) {
    const { file, readable, options: own, ...rest } = parseOptions('module', options, given);
    const program = {
      command: ['node', '--no-warnings', '--experimental-transform-types', 'run-scorer.mjs', '{readable:0}'],
      files: { 'run-scorer.mjs': runner },
      readable: [file, ...readable],
      limits: limitsOf(rest),
    };
    return externalScorer(program, { options: own, stays: true }, services?.sandbox);
  },
};

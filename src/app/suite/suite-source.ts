/** Where a suite comes from, and what is changed of it for one run. */
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import type { Suite } from '../../contract/suite.ts';
import { numberInput } from '../input.ts';

export const fileSourceSchema = z
  .strictObject({ file: z.string().min(1) })
  .describe('path of a suite file, or of a folder that has one');

export const inlineSourceSchema = z
  .strictObject({ inline: z.record(z.string(), z.unknown()) })
  .describe('the suite itself, as it would stand in a file; its paths are relative to the working directory');

export const suiteSourceSchema = z
  .union(
    [
      fileSourceSchema,
      inlineSourceSchema,
      z
        .strictObject({ saved: z.string().min(1) })
        .describe('a saved suite by its name, or name@version; default: the newest version'),
      z
        .strictObject({ stored: z.string().min(1) })
        .describe(
          'the suite of an earlier run: id of the run, hash of the suite, or its name (the newest of them)',
        ),
      z
        .strictObject({ demo: z.union([z.literal(true), z.string().min(1)]) })
        .describe('the suites that come along, or the file named, asked of every simulated model'),
    ],
    { error: '{file}, {inline}, {saved}, {stored} or {demo}' },
  )
  .describe('where the suite comes from');
export type SuiteSource = z.infer<typeof suiteSourceSchema>;

export const suiteChangesSchema = z.strictObject({
  targets: z
    .array(z.string().min(1))
    .optional()
    .describe(
      "models to ask, as provider/model, instead of the suite's targets; or labels of some of these; none: the suite's",
    ),
  baseline: z
    .string()
    .min(1)
    .optional()
    .describe('label or model of the target that others are compared with'),
  repeats: numberInput(numberRules.repeats).optional().describe('how often each case is asked'),
  limit: numberInput(numberRules.count).optional().describe('only so many of the first cases'),
  concurrency: numberInput(numberRules.concurrency)
    .optional()
    .describe('calls in flight at once, per target'),
  batch: z.boolean().optional().describe("through the providers' batch APIs"),
  allowUnpriced: z
    .boolean()
    .optional()
    .describe('ask models without a known price under a cap, too, without counting them'),
});
export type SuiteChanges = z.infer<typeof suiteChangesSchema>;

/** A suite that was read, from wherever. */
export interface FoundSuite {
  suite: Suite;
  /** Its file; `null`: it has none. */
  path: string | null;
}

/** How a suite is to be read. */
export interface SuiteRequest {
  /** It is about to be paid for, and so must be one that can be scored. */
  isScored?: boolean;
  /** Told of every file before it is read besides the suite's own; throws to keep it from being read. */
  onFile?: (path: string) => void | Promise<void>;
}

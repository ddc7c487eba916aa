/** What a run is started by: the same for a command, a program and a request. */
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { httpAddressSchema } from '../../contract/http-address.ts';
import { loadSchema } from '../../contract/load.ts';
import { scopes } from '../../contract/scope.ts';
import { numberOrText } from '../input.ts';
import { pricesInput } from '../stored/read-prices.ts';
import { suiteChangesSchema, suiteSourceSchema } from '../suite/suite-source.ts';

const raceSchema = z
  .strictObject({
    goal: z.string().default('best').describe('best, top-2 (or another number), within or cheapest'),
    margin: numberOrText(numberRules.raceMargin)
      .optional()
      .describe('of within and cheapest: quality that may be lost; default 0.03'),
    alpha: numberOrText(numberRules.probability)
      .optional()
      .describe('chance of a wrong decision; default 0.05'),
    scope: z.enum(scopes).optional().describe('work: similar work (default); suite: this suite only'),
  })
  .describe('stop asking targets as soon as it is certain that they are not what is looked for');
export type RaceSpec = z.input<typeof raceSchema>;

export const simulatorSchema = z
  .union([z.literal('own'), httpAddressSchema])
  .describe('for targets named sim/…: address of a running simulator, or `own` to start one for this run');

/** How targets are reached and priced, and how their answers are had: what a new run and a resumed one may be told alike. */
const meansShape = {
  simulator: simulatorSchema.optional(),
  prices: pricesInput.optional(),
  cache: z
    .boolean()
    .optional()
    .describe("give answers that were given before to the same questions; default: the suite's `cache`"),
  retryErrors: z
    .boolean()
    .optional()
    .describe('in a run that is resumed, ask again what ended without an answer, too'),
};

export const runSpecSchema = z.strictObject({
  suite: suiteSourceSchema,
  ...suiteChangesSchema.shape,
  ...meansShape,
  race: raceSchema.optional(),
  load: loadSchema
    .partial()
    .optional()
    .describe(
      "put the targets under load, instead of asking every case: the suite's `load` with these in it",
    ),
  resume: z
    .boolean()
    .optional()
    .describe('resume the newest run of the suite when it lacks some of what is asked; default: a new run'),
  distributed: z.boolean().optional().describe('by workers on any machine; needs PostgreSQL and ClickHouse'),
});
export type RunSpec = z.input<typeof runSpecSchema>;

export const resumeSpecSchema = z.strictObject({
  run: z.string().min(1).describe('id of the run, or its beginning'),
  ...meansShape,
});
export type ResumeSpec = z.input<typeof resumeSpecSchema>;

import { z } from 'zod';
import { newId } from '../../base/id.ts';
import { planReportSchema } from '../../contract/plan-report.ts';
import { planReport } from '../../plan/plan-report.ts';
import { detectSandbox } from '../score/scorer-services.ts';
import { pricesInput } from '../stored/read-prices.ts';
import { readSuite } from '../suite/read-suite.ts';
import { suiteChangesSchema, suiteSourceSchema } from '../suite/suite-source.ts';
import { defineUseCase } from '../use-case.ts';
import { assertBatchable } from './assert-batchable.ts';
import { findSimulator } from './find-simulator.ts';
import { planCalls } from './plan-calls.ts';
import { keyNotes, outsideNotes } from './reach-notes.ts';
import { requireTargets } from './require-targets.ts';
import { pricesFor } from './run-prices.ts';
import { simulatorSchema } from './run-spec.ts';
import { unsupportedNotes } from './unsupported-notes.ts';

export const plan = defineUseCase({
  name: 'plan',
  summary: 'Says what a run would ask, what it would cost and how long it would take; makes no API calls.',
  input: z.strictObject({
    suite: suiteSourceSchema,
    ...suiteChangesSchema.shape,
    simulator: simulatorSchema.optional(),
    prices: pricesInput.optional(),
  }),
  output: planReportSchema,
  async run({ suite: source, simulator, prices: given, ...changes }, context) {
    const files: string[] = [];
    const onFile = (file: string) => void files.push(file);
    const { suite: read, path } = await readSuite(source, changes, context, { isScored: true, onFile });
    const { suite } = await findSimulator(requireTargets(read), simulator, context.env);
    assertBatchable(suite, {});
    const asked = { runId: newId(), suite, ...(await pricesFor(given, context)) };
    const { plan: planned, unpriced } = await planCalls(asked, context);
    return planReport(planned, {
      unpriced,
      notes: [
        ...(await unsupportedNotes(suite)),
        ...(await outsideNotes(path ?? context.cwd, files)),
        ...keyNotes(suite, context.env),
      ],
      sandbox: await detectSandbox(suite, path, context),
    });
  },
});

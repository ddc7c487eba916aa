import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { powerAssumed } from '../../analyze/power/power-report.ts';
import { cellsOf, inComputePool } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import { powerReportSchema } from '../../contract/power.ts';
import { requireTable } from '../data/require-table.ts';
import { defineUseCase } from '../use-case.ts';
import { numberInput, runInput } from '../input.ts';
import { shortRunId } from '../../view/short-run-id.ts';

const assumedCases = 100;
const inside = numberInput(numberRules.probability);

/** From a run, or with `quality` from assumptions alone. Throws `usage` for a run without two targets scored on the same cases. */
export const power = defineUseCase({
  name: 'power',
  summary: 'How small a difference a suite can show, and how many cases a smaller one needs',
  input: z.strictObject({
    run: runInput,
    power: inside.default(0.8),
    cases: numberInput(numberRules.count).optional(),
    quality: inside.optional().describe('assumed quality, in place of a run'),
    correlation: numberInput(numberRules.fraction)
      .default(0.5)
      .describe('assumed correlation of two targets’ results'),
  }),
  output: powerReportSchema,
  async run({ run: id, power: asked, cases, quality, correlation }, { withStore }) {
    if (quality !== undefined)
      return powerAssumed({ quality, correlation, cases: cases ?? assumedCases }, { power: asked });
    const { run, table } = await withStore((store) => requireTable(store, id));
    const options = { power: asked, ...(cases !== undefined && { cases }) };
    const report = await inComputePool(cellsOf(table), 'powerOfRun', table, options);
    if (report) return report;
    throw new AssayError(
      'usage',
      `run ${shortRunId(run.run_id)} has no two targets scored on the same cases`,
      {
        remedy: 'Give --quality to plan from assumptions.',
      },
    );
  },
});

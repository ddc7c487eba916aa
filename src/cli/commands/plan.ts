import { plan } from '../../app/run/plan.ts';
import { planTable } from '../../report/plan-table.ts';
import type { RunCommand } from '../command.ts';
import type { planSpec } from '../specs/run.ts';
import { suiteSource } from '../suite-source.ts';

/** Says what a run would do and cost; sends nothing. */
export const run: RunCommand<typeof planSpec> = async ([path = ''], options, context) => {
  const {
    target: targets,
    sim: simulator,
    repeats,
    limit,
    concurrency,
    batch,
    allowUnpriced,
    prices,
  } = options;
  const planned = await plan(
    {
      suite: suiteSource(path),
      targets,
      repeats,
      limit,
      concurrency,
      batch,
      allowUnpriced,
      simulator,
      prices,
    },
    context,
  );
  const { color, width } = context;
  context.print(context.json ? JSON.stringify(planned, null, 2) : planTable(planned, { color, width }));
  return 'ok';
};

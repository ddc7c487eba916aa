import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { calibrationSchema, type AskedAgain } from '../../contract/calibration.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Label } from '../../contract/label.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { ScorerSpec } from '../../contract/suite.ts';
import { calibrate, criteriaOf } from '../../labels/calibrate.ts';
import { judgesIn } from '../../labels/judge-standings.ts';
import { readLabels } from '../../labels/label-log.ts';
import type { AppContext } from '../context.ts';
import { requireRun } from '../data/require-run.ts';
import { numberInput, runInput } from '../input.ts';
import { meter } from '../progress.ts';
import { withCappedServices } from '../score/capped-services.ts';
import { casesOfRun } from '../score/cases-of-run.ts';
import { parseScorers, scorerInput } from '../score/parse-scorers.ts';
import { defineUseCase } from '../use-case.ts';
import { askAgain } from './ask-again.ts';
import { labelsPath } from './label-place.ts';
import { shortRunId } from '../../view/short-run-id.ts';

const input = z.strictObject({
  run: runInput,
  scorer: scorerInput
    .optional()
    .describe(
      'name of the judge, where several scored the run; to ask it again also the scorer itself, as an object or JSON',
    ),
  criterion: z.string().min(1).optional().describe('which labels, where people were asked several things'),
  again: numberInput(numberRules.count)
    .optional()
    .describe('ask it again about this many answers, drawn at random'),
  simulator: z.string().min(1).optional().describe('address of a simulator, for judges named sim/…'),
});

/** A name, or the whole scorer. */
interface Wanted {
  name: string | undefined;
  spec: ScorerSpec | null;
}

function wantedOf(given: z.output<typeof scorerInput> | undefined): Wanted {
  if (given === undefined) return { name: undefined, spec: null };
  if (typeof given === 'string' && !given.trimStart().startsWith('{')) return { name: given, spec: null };
  const [spec] = parseScorers([given]);
  return { name: spec?.name, spec: spec ?? null };
}

/** The one that is named, or the only one. */
async function scorerOf(store: ResultStore, run: Run, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const names = [...(await judgesIn(store, run.run_id)).keys()];
  if (names.length === 1) return names[0] as string;
  throw new AssayError(
    'usage',
    names.length === 0
      ? `no judge scored run ${run.run_id}`
      : `several judges scored this run: ${names.join(', ')}`,
    {
      remedy:
        names.length === 0
          ? `Let one: \`assay score ${shortRunId(run.run_id)} --scorer '{"type":"rubric","judge":"provider/model"}'\`.`
          : 'Name one with --scorer.',
    },
  );
}

/** The one that is named, or the only one. */
function criterionOf(labels: readonly Label[], given: string | undefined): string {
  if (given !== undefined) return given;
  const known = criteriaOf(labels);
  if (known.length <= 1) return known[0] ?? 'correct';
  throw new AssayError('usage', `people labelled several things: ${known.join(', ')}`, {
    remedy: 'Name one with --criterion.',
  });
}

interface Again {
  scorer: string;
  spec: ScorerSpec | null;
  count: number;
  simulator: string | undefined;
}

async function askedAgain(
  store: ResultStore,
  run: Run,
  { scorer, spec, count, simulator }: Again,
  context: AppContext,
): Promise<AskedAgain> {
  const cases = await casesOfRun(store, run, context.dataDir);
  const progress = meter(context, { stage: 'asking the judge again', unit: 'answer', total: count });
  const at = { run, suitePath: run.provenance.suite_path, simulator };
  return withCappedServices(at, context, (services) =>
    askAgain(store, { runId: run.run_id, scorer, spec, cases, services, count, progress }),
  );
}

/** Its stored scores against what people said of the same answers; makes API calls only to ask it `again`. */
export const calibrateJudge = defineUseCase({
  name: 'calibrateJudge',
  summary: 'Tells how far a judge of a run can be trusted, by what people said of the same answers.',
  input,
  output: calibrationSchema,
  async run({ run: id, scorer: given, criterion, again: count, simulator }, context) {
    const { name, spec } = wantedOf(given);
    return context.withStore(async (store) => {
      const run = await requireRun(store, id);
      const scorer = await scorerOf(store, run, name);
      const all = await readLabels(labelsPath(context.dataDir));
      const labels = all.filter(({ run_id }) => run_id === run.run_id);
      const made = await calibrate(store, run, { scorer, criterion: criterionOf(labels, criterion) }, labels);
      if (count === undefined) return made;
      return { ...made, again: await askedAgain(store, run, { scorer, spec, count, simulator }, context) };
    });
  },
});

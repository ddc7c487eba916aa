import { wallClockMs } from '../../base/clock.ts';
import type { AskedAgain, Calibration } from '../../contract/calibration.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Label } from '../../contract/label.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { ScorerSpec } from '../../contract/suite.ts';
import { calibrate, criteriaOf } from '../../labels/calibrate.ts';
import { judgesIn } from '../../labels/judge-standings.ts';
import { readLabels } from '../../labels/label-log.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { simulatedEndpoints } from '../../simulator/simulated-endpoints.ts';
import { readSimulatedModels } from '../../simulator/target.ts';
import { calibrationText } from '../../report/calibration-text.ts';
import { askAgain } from '../../app/run/ask-again.ts';
import { openCappedServices } from '../../app/score/capped-services.ts';
import { casesOfRun } from '../../app/score/cases-of-run.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { judgeSpec } from '../specs/score.ts';
import { labelsPath } from '../../app/label/label-place.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';
import { parseScorers } from '../../app/score/parse-scorers.ts';
import { withProgressNote } from '../tell-while.ts';

/** A name, or the whole scorer as JSON. */
interface Wanted {
  name: string | undefined;
  spec: ScorerSpec | null;
}

function wantedOf(options: OptionsOf<typeof judgeSpec>): Wanted {
  const given = options.scorer;
  if (!given?.trimStart().startsWith('{')) return { name: given, spec: null };
  const [spec] = parseScorers([given]);
  return { name: spec?.name, spec: spec ?? null };
}

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
          ? `Let one: assay score ${run.run_id.slice(0, 13)} --scorer '{"type":"rubric","judge":"provider/model"}'.`
          : 'Name one with --scorer.',
    },
  );
}

/** The one asked for, or the only one. */
function criterionOf(labels: readonly Label[], given: string | undefined): string {
  if (given !== undefined) return given;
  const known = criteriaOf(labels);
  if (known.length <= 1) return known[0] ?? 'correct';
  throw new AssayError('usage', `people labelled several things: ${known.join(', ')}`, {
    remedy: 'Name one with --criterion.',
  });
}

async function again(
  store: ResultStore,
  run: Run,
  { scorer, spec, count }: { scorer: string; spec: ScorerSpec | null; count: number },
  options: OptionsOf<typeof judgeSpec>,
  context: CommandContext,
): Promise<AskedAgain> {
  const url = options.sim ?? context.env['ASSAY_SIM'];
  const simulated = url === undefined ? new Map() : simulatedEndpoints(url, await readSimulatedModels(url));
  const prices = createPriceBook({ at: wallClockMs() });
  const suitePath = run.provenance.suite_path;
  const owned = await openCappedServices({ run, suitePath, prices, simulated }, context);
  try {
    const cases = await casesOfRun(store, run, context.dataDir);
    const { services } = owned;
    return await askAgain(store, { runId: run.run_id, scorer, spec, cases, services, count });
  } finally {
    await owned.close();
  }
}

/** Holds a judge's stored scores against what people said of the same answers; asks it again only when told to. */
export const run: RunCommand<typeof judgeSpec> = async ([id = 'latest'], options, context) => {
  const { name, spec } = wantedOf(options);
  const count = options.again;
  const calibration = await withData(context, async (store): Promise<Calibration> => {
    const found = await requireRun(store, id);
    const scorer = await scorerOf(store, found, name);
    const labels = (await readLabels(labelsPath(context.dataDir))).filter(
      ({ run_id }) => run_id === found.run_id,
    );
    const criterion = criterionOf(labels, options.criterion);
    const made = await calibrate(store, found, { scorer, criterion }, labels);
    if (count === undefined) return made;
    const asking = again(store, found, { scorer, spec, count }, options, context);
    return { ...made, again: await withProgressNote(context, 'asking the judge again', asking) };
  });
  context.print(context.json ? JSON.stringify(calibration, null, 2) : calibrationText(calibration, context));
  return 'ok';
};

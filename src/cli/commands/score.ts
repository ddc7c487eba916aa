import { setFlagsFromString } from 'node:v8';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Rescoring, Run } from '../../contract/run.ts';
import type { Case, ScorerSpec } from '../../contract/suite.ts';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { simulatedEndpoints } from '../../simulator/simulated-endpoints.ts';
import { readSimulatedModels } from '../../simulator/target.ts';
import { formatCounted } from '../../report/format.ts';
import { shortRunId } from '../../report/runs-table.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { openQuarantine } from '../../journal/quarantine.ts';
import { openCappedServices } from '../../app/score/capped-services.ts';
import { casesOfRun } from '../../app/score/cases-of-run.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { scoreSpec } from '../specs/score.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';
import { parseScorers } from '../../app/score/parse-scorers.ts';
import { readSuite } from '../../app/suite/read-suite.ts';
import { withRunKeeper, type RunKeeper } from '../../app/stored/run-keeper.ts';
import { checkScorerServices } from '../../app/score/scorer-services.ts';
import { scoreRun, type Rescored } from '../../app/score/score-run.ts';

const everyMs = 500;

/** Answers are garbage a second after they were read: V8 would let several times what is alive pile up before it looks. */
const heapGrowingPercent = 50;

/** Further scorers beside those a case has; cases that shared a list share the longer one. */
function withFurther(cases: Case[], further: ScorerSpec[]): Case[] {
  if (further.length === 0) return cases;
  const longer = new Map<ScorerSpec[], ScorerSpec[]>();
  return cases.map((testCase) => {
    const { scorers } = testCase;
    const names = new Set(further.map((spec) => spec.name));
    const list = longer.get(scorers) ?? [...scorers.filter((spec) => !names.has(spec.name)), ...further];
    longer.set(scorers, list);
    return { ...testCase, scorers: list };
  });
}

function progressOf(run: Run, context: CommandContext): (done: number) => void {
  let lastMs = nowMs();
  return (done) => {
    if (nowMs() - lastMs < everyMs) return;
    lastMs = nowMs();
    context.note(`${done} of about ${run.planned} samples`);
  };
}

function resultText(run: Run, done: Rescored): string {
  const words = [
    `${formatCounted(done.scored, 'answer')} of run ${shortRunId(run.run_id)} scored`,
    ...(done.changed > 0 ? [`${done.changed} changed between right and wrong`] : []),
    ...(done.kept > 0 ? [`${done.kept} had these scores already`] : []),
    ...(done.unanswered > 0 ? [`${done.unanswered} without an answer`] : []),
    ...(done.unknown_case > 0 ? [`${done.unknown_case} of cases that are not in the suite`] : []),
  ];
  return `${words.join('; ')}.`;
}

/** What a run's earlier lines say of scorers: which were added, and how much each counts. */
function earlierScorers({ rescored = [] }: Run) {
  const added = rescored.flatMap((line) => line.added ?? (line.suite_path === null ? line.scorers : []));
  const weights = rescored.flatMap((line) => line.weights ?? []);
  return {
    added: new Set(added),
    weights: new Map(weights.map(({ name, weight }) => [name, weight])),
  };
}

/** The line of the record: names of all scorers whose scores the answers have now. */
function rescoringOf(
  { scored, changed }: Rescored,
  { cases, further, before }: { cases: readonly Case[]; further: ScorerSpec[]; before: ReadonlySet<string> },
  suitePath: string | undefined,
): Rescoring {
  const lists = new Set(cases.map((testCase) => testCase.scorers));
  const specs = [...lists].flat();
  const weighed = new Map(
    specs.filter(({ weight }) => weight !== 1).map(({ name, weight }) => [name, weight]),
  );
  return {
    at_ms: wallClockMs(),
    scorers: [...new Set([...specs.map(({ name }) => name), ...before])],
    added: further.map(({ name }) => name),
    ...(weighed.size > 0 && { weights: [...weighed].map(([name, weight]) => ({ name, weight })) }),
    suite_path: suitePath ?? null,
    scored,
    changed,
  };
}

/** With the run, and wherever it is kept, so that reading its journals again does not lose the line. */
async function record(store: ResultStore, keeper: RunKeeper, run: Run, line: Rescoring): Promise<void> {
  const rescored = [...(run.rescored ?? []), line];
  await keeper.keepHeader({ rescored });
  await store.putRun({ ...run, rescored }, []);
  await keeper.changed('scores');
}

/** Adds scorers to a stored run, or scores it again. */
export const run: RunCommand<typeof scoreSpec> = async ([id = 'latest'], options, context) => {
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  const suitePath = options.suite;
  const further = parseScorers(options.scorer);
  const suite = suitePath === undefined ? null : await readSuite(suitePath, {});
  const done = await withData(context, async (store) => {
    const found = await requireRun(store, id);
    if (found.status === 'running')
      throw new AssayError('usage', `run ${found.run_id} is still going`, {
        remedy: 'Wait for its end, or stop it first.',
      });
    const cases = withFurther(suite?.cases ?? (await casesOfRun(store, found, context.dataDir)), further);
    if (cases.every((testCase) => testCase.scorers.length === 0))
      throw new AssayError('usage', 'there is nothing to score with', {
        remedy: 'Give --suite FILE with scorers, or --scorer TYPE.',
      });
    const directory = runDirectory(context.dataDir, found.run_id);
    const quarantine = await openQuarantine(directory, { isFresh: false });
    const url = options.sim ?? context.env['ASSAY_SIM'];
    const simulated = url === undefined ? new Map() : simulatedEndpoints(url, await readSimulatedModels(url));
    const prices = createPriceBook({ at: wallClockMs() });
    const from = { run: found, suitePath: suitePath ?? found.provenance.suite_path, prices, simulated };
    const owned = await openCappedServices(from, context);
    try {
      const before = earlierScorers(found);
      const isAdding = suite === null && further.length > 0;
      const asked = isAdding ? cases.map((testCase) => ({ ...testCase, scorers: further })) : cases;
      await checkScorerServices({ cases: asked }, owned.services);
      const rescored = await withRunKeeper(context, found.run_id, async (keeper) => {
        const result = await scoreRun(store, found.run_id, {
          ...(isAdding && { only: new Set(further.map(({ name }) => name)) }),
          keeps: (name) => suite === null || before.added.has(name),
          weightOf: (name) => before.weights.get(name) ?? 1,
          cases: new Map(cases.map((testCase) => [testCase.id, testCase])),
          services: owned.services,
          again: options.again,
          keep: keeper.keepScores,
          quarantine: quarantine.add,
          progress: progressOf(found, context),
        });
        const from = { cases, further, before: before.added };
        if (result.scored > 0) await record(store, keeper, found, rescoringOf(result, from, suitePath));
        return result;
      });
      return { found, rescored };
    } finally {
      await owned.close();
    }
  });
  const { found, rescored } = done;
  if (context.json)
    context.print(JSON.stringify({ schema: 'assay.score/1', run_id: found.run_id, ...rescored }, null, 2));
  else context.print(resultText(found, rescored));
  return 'ok';
};

import { resolve } from 'node:path';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Rescoring, Run } from '../../contract/run.ts';
import type { ScorerServices } from '../../contract/score.ts';
import type { Case, ScorerSpec } from '../../contract/suite.ts';
import { openQuarantine } from '../../journal/quarantine.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import type { AppContext } from '../context.ts';
import { requireEndedRun } from '../data/require-run.ts';
import { runInput } from '../input.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { withRunKeeper, type RunKeeper } from '../stored/run-keeper.ts';
import { readSuiteFile } from '../suite/read-suite-file.ts';
import { defineUseCase } from '../use-case.ts';
import { withCappedServices } from './capped-services.ts';
import { casesOfRun } from './cases-of-run.ts';
import { parseScorers, scorerInput } from './parse-scorers.ts';
import { earlierScorers, rescoringOf, withFurther } from './rescoring.ts';
import { scoreRun, type Rescored } from './score-run.ts';
import { checkScorerServices } from './scorer-services.ts';

const input = z.strictObject({
  run: runInput,
  suite: z
    .string()
    .min(1)
    .optional()
    .describe("path of a suite: its cases (by id) and scorers, in place of the run's own"),
  scorers: z.array(scorerInput).default([]).describe('further scorers'),
  again: z.boolean().default(false).describe('also what the same scorers have scored already'),
  simulator: z.string().min(1).optional().describe('address of a simulator, for judges named sim/…'),
});

const output = z.object({
  schema: z.literal('assay.score/1'),
  run_id: z.string(),
  samples: z.int().describe('looked at, warm-up among them'),
  scored: z.int().describe('answers that were scored now'),
  kept: z.int().describe('answers whose scores were all there already'),
  unanswered: z.int().describe("without an answer, or the answer's time is up"),
  unknown_case: z.int().describe('of cases that are not in the suite'),
  changed: z.int().describe('scored now, and right where it was wrong, or the other way round'),
});

interface Work {
  run: Run;
  cases: Case[];
  further: ScorerSpec[];
  /** `null`: the cases are the run's own. */
  suitePath: string | null;
  again: boolean;
}

/** With the run, and wherever it is kept, so that reading its journals again does not lose the line. */
async function record(store: ResultStore, keeper: RunKeeper, run: Run, line: Rescoring): Promise<void> {
  const rescored = [...(run.rescored ?? []), line];
  await keeper.keepHeader({ rescored });
  await store.putRun({ ...run, rescored }, []);
  await keeper.changed('scores');
}

async function rescoreWith(
  services: ScorerServices,
  store: ResultStore,
  { run, cases, further, suitePath, again }: Work,
  context: AppContext,
): Promise<Rescored> {
  const before = earlierScorers(run);
  const isAdding = suitePath === null && further.length > 0;
  const asked = isAdding ? cases.map((testCase) => ({ ...testCase, scorers: further })) : cases;
  await checkScorerServices({ cases: asked }, services);
  const quarantine = await openQuarantine(runDirectory(context.dataDir, run.run_id), { isFresh: false });
  return withRunKeeper(context, run.run_id, async (keeper) => {
    const done = await scoreRun(store, run.run_id, {
      ...(isAdding && { only: new Set(further.map(({ name }) => name)) }),
      keeps: (name) => suitePath === null || before.added.has(name),
      weightOf: (name) => before.weights.get(name) ?? 1,
      cases: new Map(cases.map((testCase) => [testCase.id, testCase])),
      services,
      again,
      keep: keeper.keepScores,
      quarantine: quarantine.add,
      progress: meter(context, { stage: 'scoring', unit: 'sample', total: run.planned }),
      signal: context.signal,
    });
    const atMs = context.clock.wallClockMs();
    if (done.scored > 0)
      await record(store, keeper, run, rescoringOf(done, { cases, further, before, suitePath, atMs }));
    throwIfInterrupted(context, 'What was scored is kept: give the same command again to score the rest.');
    return done;
  });
}

/** Samples and payloads are written again under the same ids; every score says which scorer it is from. */
export const rescore = defineUseCase({
  name: 'rescore',
  summary: 'Scores the stored answers of a run again, or with further scorers; calls no target.',
  input,
  output,
  async run({ run: id, suite: suitePath = null, scorers, again, simulator }, context) {
    const further = parseScorers(scorers);
    const suite = suitePath === null ? null : await readSuiteFile(resolve(context.cwd, suitePath));
    return context.withStore(async (store) => {
      const run = await requireEndedRun(store, id);
      const own = suite?.cases ?? (await casesOfRun(store, run, context.dataDir));
      const cases = withFurther(own, further);
      if (cases.every((testCase) => testCase.scorers.length === 0))
        throw new AssayError('usage', 'there is nothing to score with', {
          remedy: 'Give a suite with scorers (--suite), or a scorer (--scorer).',
        });
      const at = { run, suitePath: suitePath ?? run.provenance.suite_path, simulator };
      const done = await withCappedServices(at, context, (services) =>
        rescoreWith(services, store, { run, cases, further, suitePath, again }, context),
      );
      return { schema: 'assay.score/1' as const, run_id: run.run_id, ...done };
    });
  },
});

/** What one process keeps of the run it carries out, in the run's directory: its plan, its journal, what judges said, what the results refuse. */
import type { Attempt } from '../contract/attempt.ts';
import type { Plan } from '../contract/plan.ts';
import type { Quarantine } from '../contract/quarantine.ts';
import type { Run } from '../contract/run.ts';
import type { LaterScores, ScoredAnswer } from '../contract/score.ts';
import type { Trouble } from '../record/trouble.ts';
import { openJournal, type RunJournal } from '../journal/journal.ts';
import { callKey, readSettledAttempts } from '../journal/journal-state.ts';
import { keepAttachments } from '../journal/keep-attachments.ts';
import { keepTrying } from '../run/keep-trying.ts';
import { openQuarantine } from '../journal/quarantine.ts';
import { markUnstored, saveRunFile } from '../journal/run-directory.ts';
import { removeRunSummary } from '../journal/run-summary-file.ts';
import { appendScores, readScores } from '../journal/scores-journal.ts';
import type { Kept } from './conductor.ts';
import type { ConductRunOptions } from './conduct-run-options.ts';

export interface RunFiles {
  later: LaterScores;
  keepScores(scored: ScoredAnswer[]): Promise<void>;
  quarantine: Quarantine;
  /** What earlier goes at the run have made. */
  earlier(): AsyncIterable<Attempt>;
  /** All that is in it now. */
  kept(): Promise<Kept>;
  /** To be read first: what is left of a line that was cut off is taken away. `written`: told when it can be written again. */
  openJournal(written: () => void): Promise<RunJournal>;
  /** Waits while it cannot be written. `samples`: what the journal must have. */
  end(run: Run, samples: number): Promise<void>;
}

/** Calls that earlier goes at the run have begun, or even completed. */
function callsAgain({ lanes, suite }: Plan): Set<string> {
  const keys = lanes.flatMap(({ target, calls }) =>
    calls
      .filter((call) => call.earlier !== undefined)
      .map((call) =>
        callKey({ ...call, targetId: target.id, caseId: suite.cases[call.caseIndex]?.id ?? '' }),
      ),
  );
  return new Set(keys);
}

/** Writes the plan before anything is sent: a run whose pictures cannot be had does not begin. */
export async function openRunFiles(options: ConductRunOptions, trouble: Trouble): Promise<RunFiles> {
  const { plan, run, directory, pid, goes = 1, race, repricings, stop: giveUp } = options;
  const more = { ...(race && { race: race.settings }), ...(repricings && { repricings }) };
  const runFile = { schema: 'assay.plan/1', pid, goes, run, ...more, suite: plan.suite } as const;
  await keepAttachments(directory, plan.suite.attachments ?? []);
  await saveRunFile(directory, runFile);
  await markUnstored(directory);
  await removeRunSummary(directory);
  return {
    later: await readScores(directory),
    keepScores: (scored) =>
      keepTrying(() => appendScores(directory, scored), { giveUp, trouble: trouble.scores }),
    quarantine: await openQuarantine(directory, { isFresh: true }),
    earlier: () => readSettledAttempts(directory.journalPath, goes, callsAgain(plan)),
    kept: async () => ({
      // calls that were made again are completed by now
      attempts: readSettledAttempts(directory.journalPath, Math.max(2, goes)),
      later: await readScores(directory),
    }),
    openJournal: (written) =>
      openJournal(directory.journalPath, {
        giveUp,
        trouble(message) {
          trouble.journal(message);
          if (message === null) written();
        },
      }),
    end: (ended, samples) =>
      keepTrying(() => saveRunFile(directory, { ...runFile, samples, run: ended }), {
        giveUp,
        trouble: trouble.plan,
      }),
  };
}

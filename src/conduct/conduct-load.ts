/** A load sends to one target after the other: its phases are no lanes to be handed out. */
import type { LoadPlan } from '../contract/load.ts';
import type { Plan } from '../contract/plan.ts';
import type { Run } from '../contract/run.ts';
import type { LoadLog } from '../record/load-log.ts';
import type { RunJournal } from '../journal/journal.ts';
import { runLoad } from '../run/load/run-load.ts';
import type { Conductor } from './conductor.ts';

export async function conductLoad(
  conductor: Conductor,
  journal: RunJournal,
  plan: Plan & { load: LoadPlan },
  { run, load }: { run: Run; load: LoadLog },
): Promise<void> {
  const tell = () => conductor.tell({ type: 'load-phase', run: { ...run, load: load.record } });
  const attempts = runLoad(plan, plan.load, {
    ...conductor.callsOf(journal),
    async phaseBegan(phase) {
      load.phaseBegan(phase);
      tell();
      await journal.appendPhase(phase);
    },
    async phaseEnded(phase) {
      await journal.appendPhase(phase);
      const verdict = load.phaseEnded(phase);
      tell();
      return verdict;
    },
  });
  await conductor.carry(attempts);
}

/** How many calls a load makes is known in the end only. */
export function underLoad(run: Run, load: LoadLog, wasStopped: boolean): Run {
  const targets = run.targets.map((target) => ({ ...target, planned: load.measured(target.id) }));
  const planned = targets.reduce((sum, target) => sum + target.planned, 0);
  return { ...run, status: wasStopped ? 'partial' : 'done', targets, planned, load: load.record };
}

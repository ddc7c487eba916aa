import { setFlagsFromString } from 'node:v8';
import { rescore } from '../../app/score/rescore.ts';
import { formatCounted } from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { RunCommand } from '../command.ts';
import type { scoreSpec } from '../specs/score.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

/** Answers are garbage a second after they were read: V8 would let several times what is alive pile up before it looks. */
const heapGrowingPercent = 50;

function rescoredText(done: Awaited<ReturnType<typeof rescore>>): string {
  const words = [
    `${formatCounted(done.scored, 'answer')} of run ${shortRunId(done.run_id)} scored`,
    ...(done.changed > 0 ? [`${done.changed} changed between right and wrong`] : []),
    ...(done.kept > 0 ? [`${done.kept} had these scores already`] : []),
    ...(done.unanswered > 0 ? [`${done.unanswered} without an answer`] : []),
    ...(done.unknown_case > 0 ? [`${done.unknown_case} of cases that are not in the suite`] : []),
  ];
  return `${words.join('; ')}.`;
}

export const run: RunCommand<typeof scoreSpec> = async ([id], options, context) => {
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  const { suite, scorer: scorers, again, sim: simulator } = options;
  const done = await withProgressUntilInterrupted(context, 'scoring', (watched) =>
    rescore({ run: id, suite, scorers, again, simulator }, watched),
  );
  context.print(context.json ? JSON.stringify(done, null, 2) : rescoredText(done));
  return 'ok';
};

import { calibrateJudge } from '../../app/label/calibrate-judge.ts';
import { calibrationText } from '../../report/calibration-text.ts';
import type { RunCommand } from '../command.ts';
import type { judgeSpec } from '../specs/score.ts';
import { withProgress } from '../tell-while.ts';

export const run: RunCommand<typeof judgeSpec> = async ([id], options, context) => {
  const { scorer, criterion, again, sim: simulator } = options;
  const calibration = await withProgress(context, 'reading the scores', (watched) =>
    calibrateJudge({ run: id, scorer, criterion, again, simulator }, watched),
  );
  context.print(context.json ? JSON.stringify(calibration, null, 2) : calibrationText(calibration, context));
  return 'ok';
};

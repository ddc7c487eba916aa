import { doctor } from '../../app/doctor/doctor.ts';
import { doctorText } from '../../report/doctor-text.ts';
import type { RunCommand } from '../command.ts';
import type { doctorSpec } from '../specs/stored.ts';
import { withProgress } from '../tell-while.ts';

export const run: RunCommand<typeof doctorSpec> = async (_args, { repair }, context) => {
  const report = await withProgress(context, 'checking', (watched) => doctor({ repair }, watched));
  context.print(context.json ? JSON.stringify(report, null, 2) : doctorText(report, context));
  return report.findings.some(({ level }) => level === 'error') ? 'storage' : 'ok';
};

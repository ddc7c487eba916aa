import { lstat } from 'node:fs/promises';
import type { DoctorReport, Finding } from '../../contract/finding.ts';
import { doctorText } from '../../report/doctor-text.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { doctorSpec } from '../specs/stored.ts';
import { checkDatabase } from '../../app/doctor/check-database.ts';
import { checkLedger } from '../../app/doctor/check-ledger.ts';
import { checkRuns } from '../../app/doctor/check-runs.ts';
import { repair } from '../../app/doctor/repair.ts';

const noDirectory = (where: string): Finding => ({
  level: 'error',
  where,
  what: 'there is no such folder',
  remedy: 'Name the data directory with --data-dir; the first run makes one.',
  can_repair: false,
  run_id: null,
});

async function examine(context: CommandContext): Promise<Pick<DoctorReport, 'runs' | 'findings'>> {
  const { dataDir, results, cwd, env } = context;
  const folder = await lstat(dataDir).catch(() => null);
  if (!folder) return { runs: 0, findings: [noDirectory(dataDir)] };
  const { runs, findings } = await checkRuns(dataDir);
  // what it says of runs that are left out is among the findings
  const inDatabase = await checkDatabase({ dataDir, cwd, env, ...(results && { results }) });
  const known = new Set(findings.map(({ run_id }) => run_id));
  const more = inDatabase.filter(({ run_id }) => run_id === null || !known.has(run_id));
  return { runs, findings: [...findings, ...more, ...(await checkLedger(dataDir))] };
}

/** Looks at all of a data directory and says what is wrong, where, and what to do. */
export const run: RunCommand<typeof doctorSpec> = async (_args, options, context) => {
  let found = await examine(context);
  const repaired: string[] = [];
  if (options.repair) {
    for (const finding of found.findings.filter((each) => each.can_repair))
      repaired.push(
        await repair(context, finding).catch(
          (error: Error) => `${finding.where} could not be put right: ${error.message}`,
        ),
      );
    if (repaired.length > 0) found = await examine(context);
  }
  const report: DoctorReport = { schema: 'assay.doctor/1', data_dir: context.dataDir, ...found, repaired };
  context.print(context.json ? JSON.stringify(report, null, 2) : doctorText(report, context));
  return report.findings.some(({ level }) => level === 'error') ? 'storage' : 'ok';
};

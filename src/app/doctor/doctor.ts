import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { doctorReportSchema, type DoctorReport, type Finding } from '../../contract/finding.ts';
import type { AppContext } from '../context.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { defineUseCase } from '../use-case.ts';
import { checkDatabase } from './check-database.ts';
import { checkLedger } from './check-ledger.ts';
import { checkRuns } from './check-runs.ts';
import { repair } from './repair.ts';

const noDirectory = (where: string): Finding => ({
  level: 'error',
  where,
  what: 'there is no such folder',
  remedy: 'Name the data directory with --data-dir; the first run makes one.',
  can_repair: false,
  run_id: null,
});

async function examine(context: AppContext): Promise<Pick<DoctorReport, 'runs' | 'findings'>> {
  const { dataDir } = context;
  const folder = await lstat(dataDir).catch(() => null);
  if (!folder) return { runs: 0, findings: [noDirectory(dataDir)] };
  const progress = meter(context, { stage: 'checking journals', unit: 'run' });
  const { runs, findings } = await checkRuns(dataDir, (done, total) => {
    throwIfInterrupted(context, 'Nothing was changed.');
    progress(done, done / total);
  });
  // what it says of runs that are left out is among the findings
  const inDatabase = await checkDatabase(context);
  const known = new Set(findings.map(({ run_id }) => run_id));
  const more = inDatabase.filter(({ run_id }) => run_id === null || !known.has(run_id));
  return { runs, findings: [...findings, ...more, ...(await checkLedger(dataDir))] };
}

/** Gives what was done in sentences, also of what could not be repaired. */
async function repairAll(context: AppContext, findings: readonly Finding[]): Promise<string[]> {
  const done: string[] = [];
  for (const finding of findings.filter((each) => each.can_repair)) {
    throwIfInterrupted(context, 'What was repaired stays so.');
    done.push(
      await repair(context, finding).catch(
        (error: Error) => `${finding.where} could not be repaired: ${error.message}`,
      ),
    );
  }
  return done;
}

/** Reads every journal, the whole database and the budget ledger; makes no API calls, and changes nothing unless it is to repair. */
export const doctor = defineUseCase({
  name: 'doctor',
  summary: 'Checks a data directory: what is damaged or missing, where, and what to do.',
  input: z.strictObject({
    repair: z.boolean().default(false).describe('repair what is safe to repair; nothing is deleted'),
  }),
  output: doctorReportSchema,
  async run({ repair: isRepairing }, context) {
    const first = await examine(context);
    const repaired = isRepairing ? await repairAll(context, first.findings) : [];
    const found = repaired.length > 0 ? await examine(context) : first;
    return { schema: 'assay.doctor/1' as const, data_dir: context.dataDir, ...found, repaired };
  },
});

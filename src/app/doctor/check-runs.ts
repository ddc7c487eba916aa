/** Looks at the folders of runs: nothing is written. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isId } from '../../base/id.ts';
import type { Finding } from '../../contract/finding.ts';
import { formatCounted } from '../../view/format.ts';
import { callKey } from '../../journal/journal-state.ts';
import { readJournal } from '../../journal/journal.ts';
import { readQuarantine } from '../../journal/quarantine.ts';
import { loadRunFile, runDirectory, type RunDirectory, type RunFile } from '../../journal/run-directory.ts';
import { readScores, scoresPath } from '../../journal/scores-journal.ts';
import { isAlive } from '../../base/own-process.ts';

const maxReasons = 3;

const found = (about: Pick<Finding, 'where' | 'what' | 'remedy'> & Partial<Finding>): Finding => ({
  level: 'error',
  can_repair: false,
  run_id: null,
  ...about,
});

async function journalFindings(
  directory: RunDirectory,
  { run, samples, goes = 1 }: RunFile,
): Promise<Finding[]> {
  const { journalPath: where, runId: run_id } = directory;
  const completed = new Set<string>();
  const damaged: number[] = [];
  const attempts = readJournal(where, { onDamage: (line) => damaged.push(line) });
  for await (const attempt of attempts)
    if (attempt.isFinal && !attempt.isWarmup) completed.add(callKey(attempt));
  const again = 'Give the command of the run again: it asks for what is missing.';
  const lost = run.status === 'running' || goes > 1 ? 0 : (samples ?? 0) - completed.size;
  return [
    ...(damaged.length > 0
      ? [
          found({
            where: `${where}:${damaged[0]}`,
            run_id,
            what: `${formatCounted(damaged.length, 'line')} cannot be read`,
            remedy: lost > 0 ? again : 'Every sample is there all the same.',
            ...(lost <= 0 && { level: 'warning' }),
          }),
        ]
      : []),
    ...(lost > 0
      ? [
          found({
            where,
            run_id,
            what: `${formatCounted(lost, 'sample')} of ${samples} are lost`,
            remedy: again,
          }),
        ]
      : []),
  ];
}

async function scoresFindings(directory: RunDirectory): Promise<Finding[]> {
  const damaged: number[] = [];
  await readScores(directory, (line) => damaged.push(line));
  if (damaged.length === 0) return [];
  return [
    found({
      where: `${scoresPath(directory)}:${damaged[0]}`,
      run_id: directory.runId,
      what: `${formatCounted(damaged.length, 'line')} cannot be read`,
      remedy: 'Scores that were given after the run may be missing: `assay score` gives them again.',
    }),
  ];
}

async function quarantineFindings(directory: RunDirectory): Promise<Finding[]> {
  const { keys, reasons } = await readQuarantine(directory);
  if (keys.size === 0) return [];
  return [
    found({
      where: join(directory.path, 'quarantine.jsonl'),
      run_id: directory.runId,
      what: `the database refused ${formatCounted(keys.size, 'row')}: ${reasons.slice(0, maxReasons).join('; ')}`,
      remedy: `A later version may take them: \`assay rebuild ${directory.runId}\` tries again.`,
      can_repair: true,
    }),
  ];
}

async function lockFindings(directory: RunDirectory): Promise<Finding[]> {
  const where = join(directory.path, 'lock');
  const pid = Number(await readFile(where, 'utf8').catch(() => ''));
  if (pid === 0 || isAlive(pid)) return [];
  const what = `left by process ${pid}, which is gone`;
  const remedy = 'The next command that resumes the run removes it.';
  return [found({ level: 'warning', where, run_id: directory.runId, what, remedy, can_repair: true })];
}

async function runFindings(directory: RunDirectory): Promise<Finding[]> {
  try {
    const file = await loadRunFile(directory);
    return [
      ...(await journalFindings(directory, file)),
      ...(await scoresFindings(directory)),
      ...(await quarantineFindings(directory)),
      ...(await lockFindings(directory)),
    ];
  } catch (error) {
    return [
      found({
        where: directory.path,
        run_id: directory.runId,
        what: (error as Error).message,
        remedy:
          'Bring the file back from a copy. --repair moves the folder to `damaged/`; what the database has of the run stays.',
        can_repair: true,
      }),
    ];
  }
}

/** Every folder that is there, whatever it is called. `progress`: before each of them. */
export async function checkRuns(
  dataDir: string,
  progress: (done: number, total: number) => void,
): Promise<{ runs: number; findings: Finding[] }> {
  const root = join(dataDir, 'runs');
  const findings: Finding[] = [];
  let runs = 0;
  const names = (await readdir(root).catch(() => [])).toSorted();
  for (const [i, name] of names.entries()) {
    progress(i, names.length);
    const where = join(root, name);
    if (isId(name)) {
      const directory = runDirectory(dataDir, name);
      const entries = await readdir(where).catch(() => []);
      const isRun = entries.some((entry) => entry === 'plan.json' || entry === 'journal.jsonl');
      const isLink = (await lstat(where)).isSymbolicLink();
      if (!isRun && !isLink) continue;
      runs++;
      findings.push(...(await runFindings(directory)));
    } else {
      const remedy = 'It is left alone. Move it away if it is not yours.';
      findings.push(found({ level: 'warning', where, what: 'it is not named by the id of a run', remedy }));
    }
  }
  return { runs, findings };
}

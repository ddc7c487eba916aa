/**
 * A disk that is full for a while, on a small file system of its own: under the journal, under the ledger of what is spent, under the
 * database, and under all of them with a judge's verdicts. While it is full the run pauses and says so, and sends nothing more than was
 * in flight; when there is room again it goes on. In the end every planned call was made and kept once: planned = settled, by the
 * summary, by the journal and by the simulator's own log, and the ledger holds what the samples cost. Needs leave to mount.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSummary } from '../src/contract/analysis.ts';
import type { RunEvent } from '../src/contract/events.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const cases = 400;
const concurrency = 4;
const targets = ['a', 'b'];
/** No time is measured: what is in the tree will do. */
const sources = { ASSAY_DIST: '0' };
const planned = cases * targets.length;
/** On the wire, and as many again that are answered and on the way to the disk. */
const inFlight = 2 * concurrency * targets.length;
/** The disk is full from this sample on, for so long. */
const fullAfter = 60;
const fullMs = 2500;
const folder = temporaryFolder();
const mounted: string[] = [];
// before the folder is removed
process.prependListener('exit', () => {
  for (const path of mounted.toReversed()) spawnSync('umount', ['-l', path]);
});

/** `false`: this machine gives no leave to mount. */
function mount(path: string, megabytes: number): boolean {
  mkdirSync(path, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  if (status === 0) mounted.push(path);
  return status === 0;
}

/** Takes all the room that is left. */
function fill(path: string): string {
  const ballast = join(path, 'ballast');
  const file = openSync(ballast, 'w');
  for (const size of [65_536, 4096, 1])
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch {
      continue;
    }
  closeSync(file);
  return ballast;
}

function writeSuite(name: string, more: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `name: ${name}\ntargets: [sim/a, sim/b]\ncases: { file: cases.jsonl }\nlimits: { concurrency: ${concurrency} }\nbudget: { usd: 100 }\n${more}`,
  );
  return path;
}

writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);

interface Place {
  /** Below the data directory: what is full. */
  full: string;
  megabytes: number;
  /** Below it: what has a disk of its own. */
  apart?: string[];
  scorers: string;
  args: string[];
  /** The run waits for it. */
  pauses: boolean;
}

const contains = 'scorers: [contains]\n';
const judged = "scorers: [contains, { type: rubric, judge: sim/judge, criterion: 'Is it right?' }]\n";
const places: Record<string, Place> = {
  journal: { full: 'runs', megabytes: 6, scorers: contains, args: ['--no-serve'], pauses: true },
  ledger: { full: '.', megabytes: 6, apart: ['runs'], scorers: contains, args: ['--no-serve'], pauses: true },
  database: { full: 'clickhouse', megabytes: 96, scorers: contains, args: [], pauses: false },
  all: { full: '.', megabytes: 96, scorers: judged, args: ['--allow-unpriced'], pauses: true },
};

const profile = {
  ttft: { medianMs: 10, sigma: 0 },
  pace: { tokensPerSecond: 2000 },
  accuracy: 1,
  verbosity: 16,
  price: { input: 1, output: 2 },
};

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').filter(Boolean);

function spentIn(dataDir: string, runId: string): number {
  const database = new DatabaseSync(join(dataDir, 'ledger.db'), { readOnly: true });
  const row = database
    .prepare('SELECT max(spent) AS spent, max(held) AS held FROM entries WHERE instr(scope, ?)')
    .get(runId) as { spent: number; held: number };
  database.close();
  return row.spent + row.held;
}

/** What was sent while the disk was full, and what the run said of it. */
interface FullSpell {
  told: string[];
  sent: number;
}

/** Carries the run out; its disk is full from the `fullAfter`th sample on, for `fullMs`. `asked`: calls that were sent so far. */
async function runOnFullDisk(args: string[], full: string, asked: () => number) {
  const events: RunEvent[] = [];
  let filling: Promise<FullSpell> | null = null;
  const fillForAWhile = async (): Promise<FullSpell> => {
    const ballast = fill(full);
    await sleep(500);
    const before = asked();
    await sleep(fullMs);
    const told = events.flatMap((event) => (event.type === 'run-trouble' ? (event.message ?? []) : []));
    const sent = asked() - before;
    rmSync(ballast);
    return { told, sent };
  };
  let samples = 0;
  const { finished } = startAssay(args, {
    env: sources,
    onLine(line) {
      const event = JSON.parse(line) as RunEvent;
      events.push(event);
      if (event.type === 'sample-end' && ++samples === fullAfter) filling = fillForAWhile();
    },
  });
  const { code, stderr } = await finished;
  const { told, sent } = (await filling) ?? { told: [], sent: Number.NaN };
  if (code !== 0) console.error(stderr);
  return { code, told, sent };
}

/** Final attempts in the run's journal. */
const settledIn = (dataDir: string, runId: string) =>
  linesOf(join(dataDir, 'runs', runId, 'journal.jsonl'))
    .map((line) => JSON.parse(line) as { isFinal: boolean; targetId: string; caseId: string })
    .filter(({ isFinal }) => isFinal);

/** Starts the run, fills its disk for a while, and looks at what came of it. */
async function tryPlace(name: string, place: Place) {
  const dataDir = join(folder, name);
  const full = join(dataDir, place.full);
  if (!mount(full, place.megabytes)) return null;
  for (const apart of place.apart ?? []) mount(join(dataDir, apart), 64);
  const truthFile = join(folder, `${name}-truth.jsonl`);
  const simulator = await startSimulator({
    truthFile,
    profiles: [...targets, 'judge'].map((target) => ({ ...profile, name: target })),
  });
  const asked = () => linesOf(truthFile).filter((line) => !line.includes('"judge"')).length;
  const suite = writeSuite(name, place.scorers);
  const args = ['run', suite, '--events', '--sim', simulator.url, '--data-dir', dataDir, ...place.args];
  const { code, told, sent } = await runOnFullDisk(args, full, asked);
  await simulator.close();
  const shown = await runAssay(['show', '--json', '--data-dir', dataDir], sources);
  const { run, targets: of } = JSON.parse(shown.stdout) as RunSummary;
  const settled = settledIn(dataDir, run.run_id);
  const cost = of.reduce((sum, { cost: { total_usd: usd } }) => sum + (usd ?? 0), 0);
  const figures = {
    code,
    status: run.status,
    samples: of.reduce((sum, { n }) => sum + n, 0),
    journal: new Set(settled.map(({ targetId, caseId }) => `${targetId} ${caseId}`)).size,
    settled: settled.length,
    asked: asked(),
    sent_while_full: sent,
    told: told[0] ?? null,
    cost_usd: cost,
    ledger_usd: spentIn(dataDir, run.run_id) / 1e9,
    judged: run.judged ?? null,
  };
  const isKept = [figures.samples, figures.journal, figures.settled, figures.asked].every(
    (count) => count === planned,
  );
  const isPaid = place.scorers === judged || Math.abs(figures.ledger_usd - cost) < 1e-9;
  const checks = {
    ended: code === 0 && run.status === 'done',
    kept: isKept,
    told: told.length > 0,
    paused: !place.pauses || sent <= inFlight,
    paid: isPaid,
  };
  return { figures, checks };
}

const results: [string, Awaited<ReturnType<typeof tryPlace>>][] = [];
const wanted = process.argv.slice(2);
for (const [name, place] of Object.entries(places))
  if (wanted.length === 0 || wanted.includes(name)) results.push([name, await tryPlace(name, place)]);

const checks = results.flatMap(([name, result]) =>
  Object.entries(result?.checks ?? { mounted: false }).map(
    ([check, holds]) => [`${name} ${check}`, holds] as const,
  ),
);
const isSkipped = results.every(([, result]) => result === null);
conclude('disk-full', Object.fromEntries(checks), {
  ...(isSkipped && {
    skipped: 'this machine gives no leave to mount a small file system: nothing was measured',
  }),
  planned,
  places: Object.fromEntries(results.map(([name, result]) => [name, result?.figures ?? null])),
});

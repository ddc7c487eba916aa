/**
 * Four workers on this machine carry 12 lanes. Once undisturbed; once with two of them killed (kill -9) in the middle; once with
 * 20 kills at random instants, each followed by a new worker. The result must be the same each time: every sample once, with the
 * same score, and by the simulator's own log at most the calls that were in flight are made again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../src/base/random.ts';
import type { RunSummary } from '../src/contract/analysis.ts';
import type { GridPage } from '../src/contract/grid.ts';
import { readSuiteFile } from '../src/app/suite/read-suite-file.ts';
import { suiteKnowledge } from '../src/app/run/suite-knowledge.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { startClickHouse } from '../test/clickhouse/clickhouse-endpoint.ts';
import { startPostgres } from '../test/control/start-postgres.ts';
import { startAssay, type Finished, type Started } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const lanes = 12;
const workers = 4;
const lanesPerWorker = lanes / workers;
const concurrency = 4;
const cases = 160;
const planned = lanes * cases;
const randomKills = 20;

const folder = temporaryFolder();
const names = Array.from({ length: lanes }, (_, i) => `m${i}`);
const suite = join(folder, 'suite.json');
writeFileSync(
  suite,
  JSON.stringify({
    name: 'workers',
    targets: names.map((name) => `sim/${name}`),
    cases: Array.from({ length: cases }, (_, i) => ({
      id: `c${i}`,
      input: `What is ${i} plus ${i}?`,
      expected: `${i + i}`,
    })),
    scorers: ['contains'],
    limits: { concurrency },
  }),
);
const truthFile = join(folder, 'truth.jsonl');
const simulator = await startSimulator({
  truthFile,
  knowledge: suiteKnowledge(await readSuiteFile(suite)),
  profiles: names.map((name) => ({
    name,
    ttft: { medianMs: 120, sigma: 0.2 },
    pace: { tokensPerSecond: 100 },
    accuracy: 0.7,
    steadiness: 1,
    verbosity: 16,
    price: { input: 1, output: 2 },
  })),
});
const postgres = await startPostgres();
const clickHouse = await startClickHouse(mkdtempSync(join(folder, 'clickhouse-')));
const urls = ['--control', await postgres.createDatabase(), '--results', clickHouse.url];
const random = seededRandom('workers');

/** From the sources: what is measured here is not speed. */
const start = (args: string[], onLine?: (line: string) => void): Started =>
  startAssay(args, { env: { ASSAY_DIST: '0' }, ...(onLine && { onLine }) });
const asked = () => readFileSync(truthFile, 'utf8').split('\n').length - 1;

async function outputOf(finished: Promise<Finished>): Promise<string> {
  const { code, stdout, stderr } = await finished;
  if (code !== 0) throw new Error(`exited with ${code}:\n${stderr}`);
  return stdout;
}

class WorkerProcesses {
  #working: Started[] = [];

  hire(): void {
    const worker = start(['worker', ...urls, '--lanes', String(lanesPerWorker), '--sim', simulator.url]);
    this.#working.push(worker);
    void worker.finished.then(({ code, stderr }) => {
      if (!this.#working.includes(worker)) return;
      console.error(`a worker ended by itself with ${code}:\n${stderr}`);
      process.exit(1);
    });
  }

  async kill(): Promise<void> {
    const [worker] = this.#working.splice(Math.floor(random() * this.#working.length), 1);
    worker?.child.kill('SIGKILL');
    await worker?.finished;
  }

  /** Gives how they exited. */
  async dismiss(): Promise<(number | null)[]> {
    const working = this.#working.splice(0);
    for (const { child } of working) child.kill('SIGTERM');
    return Promise.all(working.map(async ({ finished }) => (await finished).code));
  }
}

/** `disturb` begins once the run goes on, and is told when it has ended. */
async function carryOut(
  disturb: (workerProcesses: WorkerProcesses, hasEnded: () => boolean) => Promise<number>,
) {
  const askedBefore = asked();
  const began = performance.now();
  const workerProcesses = new WorkerProcesses();
  for (let i = 0; i < workers; i++) workerProcesses.hire();
  let samples = 0;
  const isUnderWay = Promise.withResolvers<void>();
  const dataDir = join(folder, 'data');
  const run = start(
    ['run', suite, ...urls, '--sim', simulator.url, '--no-serve', '--events', '--data-dir', dataDir],
    (line) => {
      if (line.includes('"sample-end"') && ++samples === planned / 4) isUnderWay.resolve();
    },
  );
  let ended = false;
  const finished = run.finished.then((result) => {
    ended = true;
    return result;
  });
  await Promise.race([isUnderWay.promise, finished]);
  const kills = await disturb(workerProcesses, () => ended);
  await outputOf(finished);
  const seconds = (performance.now() - began) / 1000;
  const exits = await workerProcesses.dismiss();
  const summary = JSON.parse(
    await outputOf(start(['show', '--json', ...urls.slice(2)]).finished),
  ) as RunSummary;
  const shown = JSON.parse(
    await outputOf(start(['show', '--cases', '--json', ...urls.slice(2)]).finished),
  ) as {
    cases: GridPage['cases'];
  };
  const cells = shown.cases.flatMap((row) => row.cells.map((cell) => ({ ...cell, case_id: row.case_id })));
  return {
    figures: {
      kills,
      seconds: Math.round(seconds * 10) / 10,
      status: summary.run.status,
      done: summary.done,
      shown: cells.length,
      twice: cells.length - new Set(cells.map((cell) => cell.sample_id)).size,
      asked_again: asked() - askedBefore - planned,
      in_flight_at_most: kills * lanesPerWorker * concurrency,
      clean_exits: exits.every((code) => code === 0),
      right: cells.filter((cell) => cell.quality === 1).length,
    },
    result: new Map(
      cells.map(({ target_id, case_id, outcome, quality }) => [
        `${target_id} ${case_id}`,
        JSON.stringify([outcome, quality]),
      ]),
    ),
  };
}

const undisturbed = await carryOut(async () => 0);
const twoKilled = await carryOut(async (workerProcesses) => {
  await workerProcesses.kill();
  await workerProcesses.kill();
  return 2;
});
const manyKilled = await carryOut(async (workerProcesses, hasEnded) => {
  let kills = 0;
  while (kills < randomKills && !hasEnded()) {
    await workerProcesses.kill();
    workerProcesses.hire();
    kills++;
    await sleep(500 + random() * 2500);
  }
  return kills;
});
await simulator.close();
await clickHouse.close();
await postgres.stop();

const all = [undisturbed, twoKilled, manyKilled];
const isSame = ({ result }: typeof undisturbed) =>
  result.size === planned &&
  [...result].every(([place, verdict]) => undisturbed.result.get(place) === verdict);
conclude(
  'workers',
  {
    all_done: all.every(({ figures }) => figures.status === 'done' && figures.done === planned),
    every_sample_once: all.every(({ figures }) => figures.shown === planned && figures.twice === 0),
    same_result: all.every(isSame),
    at_most_those_in_flight_again: all.every(
      ({ figures }) => figures.asked_again >= 0 && figures.asked_again <= figures.in_flight_at_most,
    ),
    killed_as_often_as_wanted: manyKilled.figures.kills === randomKills,
    clean_exits: all.every(({ figures }) => figures.clean_exits),
  },
  {
    workers,
    lanes,
    planned,
    undisturbed: undisturbed.figures,
    two_killed: twoKilled.figures,
    random_kills: manyKilled.figures,
  },
);

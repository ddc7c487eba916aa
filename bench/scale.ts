/**
 * How the cost of calls grows: requests per second and core for 1, 2 and 4 pairs of clock and lane thread and for 1, 2 and 4 workers, and
 * 10 to 5,000 streams at once, with the timing error beside. Of the streams a cost per second, call and stream is fitted, which has to predict
 * settings that it was not fitted to, and says what larger machines would do. The simulator is a process of its own: its part of a core is told.
 */
import { availableParallelism } from 'node:os';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../src/simulator/start.ts';
import { startClickHouse } from '../test/clickhouse/clickhouse-endpoint.ts';
import { startPostgres } from '../test/control/start-postgres.ts';
import {
  fitCost,
  maxRate,
  relativeError,
  type CostModel,
  type Observed,
} from './support/scale/cost-model.ts';
import { holdStreams, type Held, type Wanted } from './support/scale/held-streams.ts';
import { answer, prompt } from './support/scale/made-run.ts';
import { total } from './support/scale/processor-time.ts';
import { pairRate, type PairRate } from './support/scale/thread-pairs.ts';
import { workerRate, type WorkerRate } from './support/scale/worker-rate.ts';
import { atOnce } from './support/at-once.ts';
import { quantile } from './support/figures.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const rate = 250;
const seconds = 3;
const few = { streams: 10, rate };
const many = { streams: 2000, rate };
/** In turn, so that what else the machine does falls on small and large settings alike. */
const fitted: Wanted[] = [
  few,
  many,
  { streams: 200, rate },
  { streams: 200, rate: 100 },
  few,
  { streams: 1000, rate },
  many,
  { streams: 5000, rate },
  few,
];
const heldOut: Wanted[] = [
  { streams: 64, rate },
  { streams: 500, rate: 150 },
];
const counts = [1, 2, 4];
/** Of lanes that workers share out. */
const models = ['a', 'b', 'c', 'd'].map((name) => `${atOnce.name}-${name}`);
const pairCalls = 8000;
const casesEach = 1000;
/** Of the calls that a second is to have. */
const maxMissed = 0.1;
const aim = { growth: 0.1, heldOutError: 0.2, simulatorShare: 0.9 };
/** What the prediction assumes of calls, and the part of a core or machine that may be used. */
const assumed = { callSeconds: 5, share: 0.8, cores: 64, machines: 10 };

const observedOf = ({ streams, rate: of, reached, cpu }: Held, thread?: string): Observed => ({
  streams,
  rate: of * reached,
  usPerS: (thread === undefined ? total(cpu) : (cpu[thread] ?? 0)) * 1000,
});

const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

function rowOf(held: Held, model: CostModel) {
  return {
    streams: held.streams,
    'calls/s': rounded(held.rate * held.reached),
    'µs/call': rounded(held.cpuUsPerCall),
    'model error, %': rounded(100 * relativeError(model, observedOf(held)), 1),
    'TTFT error p50, ms': held.ttftErrorMs.p50,
    'p99, ms': held.ttftErrorMs.p99,
    'gap error p99, ms': held.gapErrorMs.p99,
    'simulator, % of a core': rounded(100 * held.simulatorShare),
  };
}

async function streams() {
  // code is compiled before anything counts
  await holdStreams({ streams: 50, rate }, 2);
  const measured: Held[] = [];
  for (const wanted of [...fitted, ...heldOut]) measured.push(await holdStreams(wanted, seconds));
  const used = measured.slice(0, fitted.length);
  const model = fitCost(used.map((held) => observedOf(held)));
  const byThread = Object.fromEntries(
    ['main', 'clock', 'lane'].map((name) => [name, fitCost(used.map((held) => observedOf(held, name)))]),
  );
  const costAt = ({ streams: wanted }: Wanted) =>
    quantile(
      used.filter((held) => held.streams === wanted).map(({ cpuUsPerCall }) => cpuUsPerCall),
      0.5,
    );
  console.table(measured.toSorted((a, b) => a.streams - b.streams).map((held) => rowOf(held, model)));
  return {
    model,
    byThread,
    growth: costAt(many) / costAt(few) - 1,
    heldOutErrors: measured.slice(fitted.length).map((held) => relativeError(model, observedOf(held))),
    measured,
  };
}

/** All values are predictions: of calls that keep a stream open for `assumed.callSeconds`. */
function predict({ model, byThread }: Awaited<ReturnType<typeof streams>>, controlUsPerCall: number) {
  const { callSeconds, share, cores, machines } = assumed;
  const ofThread = Object.values(byThread).map((thread) => maxRate(thread, { seconds: callSeconds, share }));
  const perProcess = Math.min(...ofThread);
  const perMachine = maxRate(model, { seconds: callSeconds, cores, share });
  return {
    assumed,
    one_process_calls_per_s: rounded(perProcess),
    one_machine: {
      processes: Math.ceil(perMachine / perProcess),
      calls_per_s: rounded(perMachine),
      streams: rounded(perMachine * callSeconds),
    },
    all_machines: {
      calls_per_s: rounded(machines * perMachine),
      cores_of_control_database: rounded((machines * perMachine * controlUsPerCall) / 1e6, 1),
    },
  };
}

const inTurn = await streams();
const simulator = await startSimulator({
  noDelay: true,
  knowledge: [{ prompt, expected: answer, style: 'bare', category: '' }],
  profiles: models.map((name) => ({ ...atOnce, name, tokensPerFrame: 1 })),
});
const pairs: PairRate[] = [];
for (const count of counts) pairs.push(await pairRate(simulator, models[0] ?? '', count, pairCalls));
const folder = temporaryFolder();
const postgres = await startPostgres();
const clickHouse = await startClickHouse(mkdtempSync(join(folder, 'clickhouse-')));
const shared = {
  simulator,
  models,
  folder,
  control: await postgres.createDatabase(),
  results: clickHouse.url,
};
const workers: WorkerRate[] = [];
for (const count of counts) workers.push(await workerRate(shared, count, casesEach));
await simulator.close();
await clickHouse.close();
await postgres.stop();

const rateRow = (each: PairRate | WorkerRate) => ({
  ...('pairs' in each ? { 'thread pairs': each.pairs } : { workers: each.workers }),
  'req/s': rounded(each.reqPerS),
  'req/s and core': rounded(each.reqPerCoreS),
  'µs/call': rounded(each.cpuUsPerCall),
  ...('workers' in each && {
    'control database, µs/call': rounded(each.controlUsPerCall),
    'results, µs/call': rounded(each.resultsUsPerCall),
  }),
  'simulator, % of a core': rounded(100 * each.simulatorShare),
});
console.table(pairs.map(rateRow));
console.table(workers.map(rateRow));
const prediction = predict(inTurn, workers.at(-1)?.controlUsPerCall ?? Number.NaN);
console.log('Prediction, not a measurement:', JSON.stringify(prediction, null, 2));

/** Calls that began and did not end in their time: the machine did other work, and figures are rough. */
const isTooNoisy = inTurn.measured.some(({ reached }) => Math.abs(reached - 1) > maxMissed);
if (isTooNoisy) console.log('The machine was too noisy: calls did not end at the rate at which they began.');
const shares = [...inTurn.measured, ...pairs, ...workers].map(({ simulatorShare }) => simulatorShare);
conclude(
  'scale',
  {
    flat: inTurn.growth < aim.growth,
    predicts: inTurn.heldOutErrors.every((error) => Math.abs(error) < aim.heldOutError),
    compared: inTurn.measured.every(({ unmatched }) => unmatched === 0),
    client_measured: Math.max(...shares) < aim.simulatorShare,
  },
  {
    too_noisy: isTooNoisy,
    cores: availableParallelism(),
    model: inTurn.model,
    by_thread: inTurn.byThread,
    growth_10_to_2000_streams: inTurn.growth,
    held_out_errors: inTurn.heldOutErrors,
    streams: inTurn.measured,
    pairs,
    workers,
    prediction,
    aim,
  },
);

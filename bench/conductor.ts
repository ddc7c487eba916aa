/**
 * One suite, judged, with answers from the cache and a row that the results refuse, stopped once and killed once (kill -9): in one process, and by
 * two workers. Samples, scores, costs (judges' too) and notes must be the same, by the simulator's side no call and no verdict is asked again
 * but those that were in flight.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSummary } from '../src/contract/analysis.ts';
import type { GridPage } from '../src/contract/grid.ts';
import { exitCodes } from '../src/cli/exit-codes.ts';
import { readSuiteFile } from '../src/app/suite/read-suite-file.ts';
import { suiteKnowledge } from '../src/app/run/suite-knowledge.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { startClickHouse } from '../test/clickhouse/clickhouse-endpoint.ts';
import { startPostgres } from '../test/control/start-postgres.ts';
import { startAssay } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const folder = temporaryFolder();
const targets = ['a', 'b'];
const cases = 40;
const cached = 3;
const concurrency = 2;
const planned = targets.length * cases;
/** On the wire, and as many again that are answered and on the way to the journal; so with verdicts. */
const inFlight = 2 * concurrency * targets.length;
const refusedCase = 'c9';

const suiteOf = (count: number) => ({
  name: count === cases ? 'conductor' : 'fills the cache',
  targets: targets.map((name) => `sim/${name}`),
  cases: Array.from({ length: count }, (_, i) => ({
    id: `c${i}`,
    input: `What is ${i} plus ${i}?`,
    expected: `${i + i}`,
  })),
  scorers: ['contains', { type: 'factuality', judge: 'sim/judge' }],
  limits: { concurrency },
});
const suite = join(folder, 'suite.json');
const first = join(folder, 'first.json');
writeFileSync(suite, JSON.stringify(suiteOf(cases)));
writeFileSync(first, JSON.stringify(suiteOf(cached)));

const profile = {
  ttft: { medianMs: 150, sigma: 0.2 },
  pace: { tokensPerSecond: 200 },
  accuracy: 0.7,
  steadiness: 1,
  verbosity: 8,
};
const simulator = await startSimulator({
  knowledge: suiteKnowledge(await readSuiteFile(suite)),
  profiles: [...targets, 'judge'].map((name) => ({
    ...profile,
    name,
    price: { input: 1, output: 2 },
  })),
});

/** What was asked, by its whole body. */
const asked = new Map<string, number>();
const isCounted = (path: string) => path.includes('chat/completions');
/** The same question gets the same answer, however often it is asked: so costs can be compared. */
const replies = new Map<string, Reply>();
const delayMs = 200;

interface Reply {
  status: number;
  type: string;
  text: string;
}

async function answerOf(request: IncomingMessage): Promise<Reply> {
  const body = (await buffer(request)).toString();
  const path = request.url ?? '/';
  if (isCounted(path)) asked.set(body, (asked.get(body) ?? 0) + 1);
  const { authorization } = request.headers;
  const known = replies.get(body);
  if (isCounted(path) && known) {
    await sleep(delayMs);
    return known;
  }
  const response = await fetch(new URL(path, simulator.url), {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    ...(body !== '' && { body }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? 'application/json';
  const reply = { status: response.status, type, text };
  if (isCounted(path) && response.ok) replies.set(body, reply);
  return reply;
}
const between = createServer((request, response) => {
  void answerOf(request)
    .then(({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text))
    .catch(() => response.destroy());
});
async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
const sim = `http://127.0.0.1:${await listen(between)}`;

const clickHouse = await startClickHouse(mkdtempSync(join(folder, 'clickhouse-')));

/** As ClickHouse does with rows that it cannot read. */
async function storedOrRefused(request: IncomingMessage): Promise<{ response: Response; body: Buffer }> {
  const sent = await buffer(request);
  const lines = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent).toString();
  const isRefused = lines
    .split('\n')
    .some((line) => line.startsWith('[') && line.includes(`"${refusedCase}"`) && line.includes('"a"'));
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && !notForwarded.has(name)) headers.set(name, value);
  const response = isRefused
    ? new Response('Code: 117. DB::Exception: this row cannot be read. (INCORRECT_DATA)', {
        status: 400,
        headers: { 'x-clickhouse-exception-code': '117' },
      })
    : await fetch(new URL(request.url ?? '/', new URL(clickHouse.url).origin), {
        method: request.method ?? 'GET',
        headers,
        ...(sent.length > 0 && { body: Uint8Array.from(sent) }),
      });
  return { response, body: Buffer.from(await response.arrayBuffer()) };
}
const notForwarded = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
]);
const before = createServer((request, answer) => {
  void storedOrRefused(request)
    .then(({ response, body }) => {
      const headers = Object.fromEntries(response.headers);
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection'])
        delete headers[name];
      return answer.writeHead(response.status, headers).end(body);
    })
    .catch(() => answer.destroy());
});
const resultsUrl = new URL(clickHouse.url);
resultsUrl.port = String(await listen(before));
const results = ['--results', resultsUrl.href];

const start = (args: string[]) => startAssay(args, { env: { ASSAY_DIST: '0' } });
const calls = () => [...asked.values()].reduce((sum, count) => sum + count, 0);
const hasAsked = async (more: number) => {
  const before = calls();
  while (calls() < before + more) await sleep(5);
};

async function printed(args: string[], codes: number[] = [0]): Promise<string> {
  const { code, stdout, stderr } = await start(args).finished;
  if (code === null || !codes.includes(code))
    throw new Error(`assay ${args.join(' ')} exited with ${code}:\n${stderr}`);
  return stdout;
}

const dollars = (usd: number | null | undefined) => (usd == null ? null : Math.round(usd * 1e9) / 1e9);

/** What must be the same, whoever carried it out. */
async function factsOf() {
  const { run, targets: all, done } = JSON.parse(await printed(['show', '--json', ...results])) as RunSummary;
  const { cases: rows } = JSON.parse(await printed(['show', '--cases', '--json', ...results])) as {
    cases: GridPage['cases'];
  };
  return {
    status: run.status,
    planned: run.planned,
    done,
    stopped: run.stopped ?? null,
    left_out: run.left_out ?? null,
    cached: run.cached && { ...run.cached, saved_usd: dollars(run.cached.saved_usd) },
    judged: run.judged && { ...run.judged, usd: dollars(run.judged.usd) },
    costs: all.map(({ cost }) => cost),
    samples: rows
      .flatMap(({ case_id, cells }) =>
        cells.map((cell) =>
          [
            run.targets.findIndex(({ id }) => id === cell.target_id),
            case_id,
            cell.outcome,
            cell.quality,
          ].join(' '),
        ),
      )
      .toSorted(),
  };
}

/** Calls and verdicts beyond the first of each. */
const askedAgain = () => [...asked.values()].reduce((sum, count) => sum + count - 1, 0);

async function inOneProcess() {
  const dataDir = mkdtempSync(join(folder, 'own-'));
  const local = ['--sim', sim, '--no-serve', '--cache', '--json', '--data-dir', dataDir];
  await printed(['run', first, ...local]);
  const command = [...local, ...results];
  asked.clear();
  const stopped = start(['run', suite, ...command]);
  await hasAsked(40);
  stopped.child.kill('SIGINT');
  const { code } = await stopped.finished;
  const killed = start(['run', suite, ...command]);
  await hasAsked(40);
  killed.child.kill('SIGKILL');
  await killed.finished;
  await printed(['run', suite, ...command], [exitCodes.partial.code]);
  return { facts: await factsOf(), exit_when_stopped: code, asked_again: askedAgain() };
}

async function onTwoWorkers() {
  const postgres = await startPostgres();
  const dataDir = mkdtempSync(join(folder, 'shared-'));
  const urls = ['--control', await postgres.createDatabase(), ...results];
  await printed(['run', first, '--sim', sim, '--no-serve', '--cache', '--json', '--data-dir', dataDir]);
  asked.clear();
  const hire = () => start(['worker', ...urls, '--lanes', '1', '--sim', sim, '--data-dir', dataDir]);
  const workerProcesses = [hire(), hire()];
  const runArgs = ['run', suite, ...urls, '--sim', sim, '--no-serve', '--cache', '--json'];
  const command = [...runArgs, '--data-dir', join(folder, 'elsewhere')];
  const stopped = start(command);
  await hasAsked(40);
  stopped.child.kill('SIGINT');
  const { code } = await stopped.finished;
  const going = start(command);
  await hasAsked(40);
  workerProcesses[0]?.child.kill('SIGKILL');
  workerProcesses.push(hire());
  const { code: last, stderr } = await going.finished;
  if (last !== exitCodes.partial.code) throw new Error(`the run was not carried out:\n${stderr}`);
  const again = askedAgain();
  const facts = await factsOf();
  for (const { child } of workerProcesses.slice(1)) child.kill('SIGTERM');
  await Promise.all(workerProcesses.map(({ finished }) => finished));
  await postgres.stop();
  return { facts, exit_when_stopped: code, asked_again: again };
}

const own = await inOneProcess();
const shared = await onTwoWorkers();
between.close();
before.close();
await clickHouse.close();
await simulator.close();

const isSame = (name: keyof typeof own.facts) =>
  JSON.stringify(own.facts[name]) === JSON.stringify(shared.facts[name]);
const { facts } = own;
conclude(
  'conductor',
  {
    same_samples_and_scores: isSame('samples') && facts.samples.length === planned - 1,
    same_costs: isSame('costs'),
    same_judging: isSame('judged') && (facts.judged?.usd ?? 0) > 0,
    same_cached: isSame('cached') && facts.cached?.answers === cached * targets.length,
    same_notes:
      isSame('left_out') && isSame('status') && isSame('stopped') && facts.left_out?.quarantined === 1,
    at_most_those_in_flight_again: own.asked_again <= 2 * inFlight && shared.asked_again <= 2 * inFlight,
  },
  {
    planned,
    in_flight: inFlight,
    one_process: { ...own, facts: { ...facts, samples: facts.samples.length } },
    two_workers: { ...shared, facts: { ...shared.facts, samples: shared.facts.samples.length } },
  },
);

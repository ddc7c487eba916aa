/**
 * The page of a run with 10,000 cases, cold in Chromium on loopback: navigation to the table and the last chart painted, and
 * everything transferred. The first load also finds the server's caches as they are right after its start.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { atOnce } from './support/at-once.ts';
import { loadPage, serveData } from './support/page-load.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const loads = 7;
const charts = 3;
const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
const dataDir = join(folder, 'data');
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: 10_000 }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);
writeFileSync(
  suite,
  'name: page\ntargets: [sim/at-once]\ncases: { file: cases.jsonl }\nscorers: [contains]\nlimits: { concurrency: 64 }\n',
);
const simulator = await startSimulator({
  noDelay: true,
  profiles: [{ ...atOnce, accuracy: 0.8 }],
});
await runAssay(['run', suite, '--sim', simulator.url, '--data-dir', dataDir, '--no-serve', '--json']);
await simulator.close();
const list = await runAssay(['list', '--json', '--data-dir', dataDir]);
const runId = (JSON.parse(list.stdout) as { runs: { run_id: string }[] }).runs[0]?.run_id ?? '';

const server = await serveData(dataDir);
const rows = [];
for (let i = 0; i < loads; i++) {
  const loaded = await loadPage(`${server.url}/runs/${runId}`, charts);
  rows.push({
    painted_ms: loaded.paintedMs,
    table: loaded.tableRows,
    transferred_kb: loaded.transferredKb,
  });
}
await server.stop();
const painted = rows.map((row) => row.painted_ms);
conclude(
  'page',
  {
    painted: quantile(painted, 0.5) < 700,
    transferred: rows.every((row) => row.transferred_kb < 400),
    shown: rows.every((row) => row.table > 0),
  },
  {
    painted_median_ms: quantile(painted, 0.5),
    painted_first_ms: painted[0],
    painted_worst_ms: Math.max(...painted),
    rows,
  },
);

/**
 * Figures over time against the rows they are made of: after random inserts, duplicates, late scores, other prices, moves and deletions every count and
 * sum is that of the rows, and percentiles are within 0.5 %. The property test of the rollups with many more sequences, drawn anew each time; the number of
 * them may be given.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/root.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const sequences = Number(process.argv[2] ?? 40);
const test = 'src/store/rollups/rollups.test.ts';
const results = join(temporaryFolder(), 'results.json');

const { stdout, stderr } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    test,
    '--testTimeout=1200000',
    '--reporter=json',
    `--outputFile=${results}`,
  ],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ASSAY_TEST_SEED: 'random', ASSAY_ROLLUP_SEQUENCES: String(sequences) },
  },
);
const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as {
  testResults: {
    assertionResults: { title: string; status: string; duration?: number; failureMessages: string[] }[];
  }[];
};
const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
for (const { title, status, failureMessages } of tests)
  console.log([`${status}: ${title}`, ...failureMessages].join('\n'));
if (tests.length === 0) console.error(stdout + stderr);

const holds = (title: string) => tests.some((one) => one.title.startsWith(title) && one.status === 'passed');
conclude(
  'rollups',
  {
    counts_and_sums: holds('are what the rows are'),
    percentiles: holds('have percentiles'),
    expired: holds('stay when the rows'),
  },
  { sequences, seconds: tests.reduce((total, { duration = 0 }) => total + duration / 1000, 0) },
);

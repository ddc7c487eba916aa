import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../../contract/suite.ts';
import { simulatorId } from '../../providers/registry.ts';
import { shippedModels } from '../../simulator/target.ts';
import { makeDataDir } from '../data/make-data-dir.ts';
import { mixSuites } from './mix-suites.ts';
import { shippedSuitesDir } from '../data/paths.ts';
import { readSuite, type SuiteOverrides } from './read-suite.ts';

/** Enough at once that the slowest model is done in about a minute. */
const concurrency = 8;

export interface DemoSuite {
  suite: Suite;
  /** The file it was read from; runs on real models as it is. */
  path: string;
}

async function writeMix(path: string): Promise<void> {
  const names = (await readdir(shippedSuitesDir)).filter((name) => name.endsWith('.yaml')).sort();
  const suites = await Promise.all(names.map((name) => readSuite(join(shippedSuitesDir, name), {})));
  await writeFile(path, `${JSON.stringify(mixSuites('Demo', suites), null, 2)}\n`);
}

/** The most expensive model stands for what a team uses today: the question is which cheaper one would do. */
function baselineOf({ targets }: Suite, models: ReturnType<typeof shippedModels>): Pick<Suite, 'baselineId'> {
  const [top] = models.toSorted((a, b) => (b.price?.output ?? 0) - (a.price?.output ?? 0));
  const baseline = targets.find(({ model }) => model === top?.name);
  return baseline === undefined ? {} : { baselineId: baseline.id };
}

/** The suite of the demo for every simulated model: `suitePath`, or the shipped suites mixed into a file in the data directory. */
export async function demoSuite(
  dataDir: string,
  suitePath: string | undefined,
  options: Pick<SuiteOverrides, 'limit' | 'repeats'>,
): Promise<DemoSuite> {
  const path = suitePath ?? join(dataDir, 'demo-suite.json');
  if (suitePath === undefined) {
    await makeDataDir(dataDir);
    await writeMix(path);
  }
  const models = shippedModels();
  const target = models.map((model) => `${simulatorId}/${model.name}`);
  const suite = await readSuite(path, { ...options, target, concurrency });
  return { path, suite: { ...suite, ...baselineOf(suite, models) } };
}

/** The suite of the demo: for every simulated model, so that nothing leaves this machine. */
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Suite } from '../../contract/suite.ts';
import { simulatorId } from '../../providers/registry.ts';
import { shippedModels } from '../../simulator/target.ts';
import { makeDataDir } from '../data/make-data-dir.ts';
import { shippedSuitesDir } from '../data/paths.ts';
import { assertWithin } from './files-within.ts';
import { mixSuites } from './mix-suites.ts';
import { readSuiteFile } from './read-suite-file.ts';
import type { SuitePlace } from './suite-place.ts';
import type { FoundSuite, SuiteChanges, SuiteRequest } from './suite-source.ts';

/** Enough at once that the slowest model is done in about a minute. */
const concurrency = 8;

/** Of all shipped suites, as a file that runs on real models as it is. Gives its path. */
async function writeMix(dataDir: string): Promise<string> {
  await makeDataDir(dataDir);
  const path = join(dataDir, 'demo-suite.json');
  const names = (await readdir(shippedSuitesDir)).filter((name) => name.endsWith('.yaml')).sort();
  const suites = await Promise.all(names.map((name) => readSuiteFile(join(shippedSuitesDir, name))));
  await writeFile(path, `${JSON.stringify(mixSuites('Demo', suites), null, 2)}\n`);
  return path;
}

/** The most expensive model stands for what a team uses today: the question is which cheaper one would do. */
function baselineOf({ targets }: Suite, models: ReturnType<typeof shippedModels>): Pick<Suite, 'baselineId'> {
  const [top] = models.toSorted((a, b) => (b.price?.output ?? 0) - (a.price?.output ?? 0));
  const baseline = targets.find(({ model }) => model === top?.name);
  return baseline === undefined ? {} : { baselineId: baseline.id };
}

/** `named`: the path of a suite; `true`: the shipped suites, mixed into a file in the data directory. */
export async function readDemoSuite(
  named: string | true,
  changes: SuiteChanges,
  { cwd, dataDir, filesWithin }: SuitePlace,
  request: SuiteRequest,
): Promise<FoundSuite> {
  const path = named === true ? await writeMix(dataDir) : resolve(cwd, named);
  if (named !== true) await assertWithin(filesWithin, path);
  const models = shippedModels();
  const all = models.map((model) => `${simulatorId}/${model.name}`);
  const targets = changes.targets && changes.targets.length > 0 ? changes.targets : all;
  const own = { ...changes, targets, concurrency: changes.concurrency ?? concurrency };
  const suite = await readSuiteFile(path, own, request);
  return { path, suite: changes.baseline === undefined ? { ...suite, ...baselineOf(suite, models) } : suite };
}

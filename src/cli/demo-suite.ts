import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../contract/suite.ts';
import { simulatorId } from '../providers/registry.ts';
import { shippedModels } from '../providers/simulator/target.ts';
import type { OptionValues } from './command.ts';
import { mixSuites } from './mix-suites.ts';
import { shippedSuitesDir } from './paths.ts';
import { readSuite } from './read-suite.ts';

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

/** The suite of the demo for every simulated model: `suitePath`, or the shipped suites mixed into a file in the data directory. */
export async function demoSuite(
  dataDir: string,
  suitePath: string | undefined,
  options: Pick<OptionValues, 'limit' | 'repeats'>,
): Promise<DemoSuite> {
  const path = suitePath ?? join(dataDir, 'demo-suite.json');
  if (suitePath === undefined) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeMix(path);
  }
  const target = shippedModels().map((model) => `${simulatorId}/${model.name}`);
  return { path, suite: await readSuite(path, { ...options, target, concurrency }) };
}

/**
 * Suites of other tools: what of promptfoo's configurations is taken over, taken in another way or listed, feature by feature, and that
 * nothing else happens to any leaf; data sets in the shapes in which they are shipped. `ASSAY_PROMPTFOO_FOLDER` names a folder of
 * configurations to do the same with: 55 of 59 must become suites, with nothing passed over.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { convertPromptfoo } from '../src/exchange/suites/promptfoo/convert.ts';
import { parseYaml } from '../src/exchange/suites/promptfoo/beside.ts';
import { isPromptfoo } from '../src/exchange/suites/promptfoo/recognise.ts';
import type { Fields } from '../src/exchange/suites/promptfoo/source-part.ts';
import { silentLeaves } from '../test/made-up/silent-leaves.ts';
import { dataSetFiles } from './support/data-set-files.ts';
import { makeSuite } from './support/made-suite.ts';
import { features, files, type Fate, type Feature } from './support/promptfoo-features.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

/** Of configurations of others so many must become suites. */
const wantedShare = 55 / 59;

const folder = temporaryFolder();
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

/** As the command converts it, but that no scorer is refused: what reads as a suite is tried by `makeSuite`. */
const converting = (file: string) => (document: unknown) =>
  convertPromptfoo(document as Fields, {
    file,
    name: 'x',
    stem: 'x',
    folder,
    judge: 'openai/gpt-4.1',
    refusal: () => null,
  });

const isWithin = (place: string, outer: string) =>
  place === outer || place.startsWith(`${outer}.`) || place.startsWith(`${outer}[`);

async function fateOf({ piece, place }: Feature): Promise<Fate | 'silent' | 'refused'> {
  const base = { prompts: ['say {{a}}'], providers: ['openai:gpt-5'], tests: [{ vars: { a: 'cat' } }] };
  const document = { ...base, ...piece };
  const file = join(folder, 'promptfooconfig.json');
  writeFileSync(file, JSON.stringify(document));
  const made = await makeSuite(file, folder).catch(() => null);
  if (!made) return 'refused';
  if ((await silentLeaves(document, converting(file))).length > 0) return 'silent';
  const lines = made.unsupported.filter(({ where }) =>
    where.some((at) => isWithin(at, place) || isWithin(place, at)),
  );
  if (lines.some(({ isTaken }) => !isTaken)) return 'listed';
  return lines.length > 0 ? 'in another way' : 'taken over';
}

const fates: { feature: Feature; fate: Awaited<ReturnType<typeof fateOf>> }[] = [];
for (const feature of features) fates.push({ feature, fate: await fateOf(feature) });
const width = Math.max(...features.map(({ name }) => name.length));
for (const { feature, fate } of fates)
  console.log(
    `${feature.name.padEnd(width)}  ${fate}${fate === feature.fate ? '' : `, which should be: ${feature.fate}`}`,
  );

const sets: { name: string; cases: number; wanted: number }[] = [];
for (const { name, beside, text, cases: wanted } of dataSetFiles) {
  for (const [other, content] of Object.entries({ ...beside, [name]: text })) {
    mkdirSync(dirname(join(folder, other)), { recursive: true });
    writeFileSync(join(folder, other), content);
  }
  const made = await makeSuite(join(folder, name), folder).catch(() => null);
  const document = made && (parseYaml(made.text) as { cases: unknown[] });
  sets.push({ name, cases: document?.cases.length ?? 0, wanted });
}
for (const { name, cases, wanted } of sets)
  console.log(`${name.padEnd(width)}  ${cases} of ${wanted} ${wanted === 1 ? 'case' : 'cases'}`);

/** What becomes of one configuration of somebody else. */
async function tryOne(file: string): Promise<'suite' | 'silent' | 'refused' | null> {
  let document: unknown;
  try {
    document = parseYaml(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  if (!isPromptfoo(document)) return null;
  const made = await makeSuite(file, folder).catch((error: Error) => {
    console.log(`${file}: ${error.message}`);
    return null;
  });
  if (!made) return 'refused';
  const silent = await silentLeaves(document, converting(file));
  if (silent.length > 0) console.log(`${file}: passed over ${silent.slice(0, 5).join(', ')}`);
  return silent.length > 0 ? 'silent' : 'suite';
}

const others = process.env['ASSAY_PROMPTFOO_FOLDER'];
const found: NonNullable<Awaited<ReturnType<typeof tryOne>>>[] = [];
for (const name of others === undefined ? [] : globSync('**/*.{yaml,yml,json}', { cwd: others })) {
  const outcome = await tryOne(join(others as string, name));
  if (outcome) found.push(outcome);
}
const countOf = (outcome: string) => found.filter((one) => one === outcome).length;

conclude(
  'import-zoo',
  {
    features: fates.every(({ feature, fate }) => fate === feature.fate),
    data_sets: sets.every(({ cases, wanted }) => cases === wanted),
    configurations:
      found.length === 0 ? others === undefined : countOf('suite') / found.length >= wantedShare,
  },
  {
    taken_over: fates.filter(({ fate }) => fate === 'taken over').length,
    in_another_way: fates.filter(({ fate }) => fate === 'in another way').length,
    listed: fates.filter(({ fate }) => fate === 'listed').length,
    silent: fates.filter(({ fate }) => fate === 'silent').length,
    data_sets: sets.length,
    configurations: found.length,
    become_suites: countOf('suite'),
    passed_something_over: countOf('silent'),
  },
);

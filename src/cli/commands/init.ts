import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, parse, relative, resolve } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { CaseEntry, ScorerEntry } from '../../contract/suite.ts';
import type { PlacedRow } from '../../exchange/read-table.ts';
import type { Converted } from '../../exchange/suites/converted.ts';
import { hubSource, type HubSource } from '../../exchange/hub-rows.ts';
import { formatCounted } from '../../report/format.ts';
import { prepareScorer } from '../../score/prepare-scorer.ts';
import { caseOfRow } from '../../suite/case-of-row.ts';
import { normaliseScorer } from '../../suite/normalise-scorer.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { initSpec } from '../specs/exchange.ts';
import { convertedSuite, unsupportedLines } from '../../app/suite/converted-suite.ts';
import { readSuite } from '../../app/suite/read-suite.ts';
import { starterSuite } from '../../app/suite/starter-suite.ts';
import { assertSuiteForm, suiteInForm } from '../../app/suite/suite-form.ts';

function explain(error: NodeJS.ErrnoException, name: string): AssayError {
  if (error.code === 'EEXIST')
    return new AssayError('usage', `${name} exists already and is left as it is`, {
      remedy: 'Name another file: assay init other.yaml',
    });
  const why = error.code === 'ENOENT' ? 'there is no such folder' : error.message.replace(/, open .*$/, '');
  return new AssayError('usage', `${name} cannot be written: ${why}`, {
    remedy: 'Name a file in a folder that exists and is yours.',
    cause: error,
  });
}

async function writeNew(path: string, text: string, cwd: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, relative(cwd, path));
  }
}

/** The suite of another tool's file; written only when it reads as a suite. */
async function writeConverted(converted: Converted, path: string, from: string, cwd: string): Promise<void> {
  if (converted.cases.length === 0)
    throw new AssayError('usage', `${from} gives no cases`, {
      remedy: 'What it has instead is listed above.',
    });
  const casesPath = join(dirname(path), `${parse(path).name}.cases.jsonl`);
  const { suite, cases } = convertedSuite(converted, from, basename(casesPath));
  const written: string[] = [];
  try {
    if (cases !== null) {
      await writeNew(casesPath, cases, cwd);
      written.push(casesPath);
    }
    for (const { name, text } of converted.files ?? []) {
      await writeNew(join(dirname(path), name), text, cwd);
      written.push(join(dirname(path), name));
    }
    await writeNew(path, suiteInForm(suite, extname(path)), cwd);
    written.push(path);
    await readSuite(path, {});
  } catch (error) {
    for (const file of written) await rm(file, { force: true });
    throw error;
  }
}

/** Why a scorer refuses its options; `null`: it takes them. */
function refusalOf(entry: ScorerEntry): string | null {
  try {
    prepareScorer(normaliseScorer(entry));
    return null;
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { message, expected } = error.problems[0] ?? { message: error.message };
    return expected === undefined ? message : `${message} Expected ${expected}.`;
  }
}

/** Rows of a data set on the hub, and what of them is lacking. */
async function fetchRows(source: HubSource, options: OptionsOf<typeof initSpec>, { env }: CommandContext) {
  const { readHub, hubAddress } = await import('../../exchange/hub-rows.ts');
  const { UnsupportedList } = await import('../../exchange/suites/converted.ts');
  if (!options.fetch)
    throw new AssayError('usage', `${source.dataset} is on the network`, {
      remedy: 'Add --fetch to fetch it, or download a file of it and give that to --from.',
    });
  const unsupported = new UnsupportedList();
  const token = env['HF_TOKEN'];
  const rows: PlacedRow[] = [];
  const read = readHub(source, {
    address: env['ASSAY_HUB'] ?? hubAddress,
    limit: options.limit,
    ...(token !== undefined && { token }),
    cut: (place, cells) =>
      unsupported.add('rows that the hub cuts short', `too long: ${cells.join(', ')}`, `row ${place}`),
  });
  for await (const row of read) rows.push(row);
  return { rows, unsupported };
}

async function initFrom(
  from: string,
  path: string,
  options: OptionsOf<typeof initSpec>,
  context: CommandContext,
) {
  // formats and their parsers are read only when one is asked for
  const { convertSuite } = await import('../../exchange/suites/convert-suite.ts');
  const { map, as, answers, match, judge } = options;
  const source = hubSource(from);
  const fetched = source && (await fetchRows(source, options, context));
  const made = await convertSuite(source ? source.dataset : resolve(context.cwd, from), {
    ...(fetched && { rows: fetched.rows }),
    ...(as !== undefined && { as }),
    ...(answers !== undefined && { answers: resolve(context.cwd, answers) }),
    ...(match !== undefined && { match }),
    hasMap: Object.keys(map).length > 0,
    folder: dirname(path),
    stem: parse(path).name,
    judge,
    refusal: refusalOf,
    caseOfRow: (row) => caseOfRow(row, map) as CaseEntry,
  });
  const converted = { ...made, unsupported: [...(fetched?.unsupported.all ?? []), ...made.unsupported] };
  const { unsupported, cases } = converted;
  // before anything can fail: the list is worth most then
  if (unsupported.length > 0) context.note(`${unsupportedLines(unsupported, from).join('\n')}\n`);
  await writeConverted(converted, path, from, context.cwd);
  return { cases: cases.length, unsupported };
}

/** Writes the starter suite, or that of another tool's file; never over a file that exists. */
export const run: RunCommand<typeof initSpec> = async ([file = 'suite.yaml'], options, context) => {
  const path = resolve(context.cwd, file);
  const name = relative(context.cwd, path);
  assertSuiteForm(path);
  const from = options.from;
  const made = from === undefined ? null : await initFrom(from, path, options, context);
  if (made === null) await writeNew(path, suiteInForm(starterSuite, extname(path)), context.cwd);
  if (context.json) context.print(JSON.stringify({ schema: 'assay.init/1', path, ...made }, null, 2));
  else
    context.print(
      `Wrote ${name}${made ? ` with ${formatCounted(made.cases, 'case')}` : ''}. Next: edit it, then \`assay plan ${name}\`, then \`assay run ${name}\`.`,
    );
  return 'ok';
};

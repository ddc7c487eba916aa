import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { wellFormed } from '../base/well-formed.ts';
import { withNumbers } from '../base/exact-json.ts';
import { AssayError } from '../contract/errors.ts';
import { checkNesting } from './check-nesting.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { parseJson, parseYaml } from './parse-document.ts';
import { readText } from './read-text.ts';
import { fileSource } from './source.ts';
import type { ReadDocument, Report } from './source.ts';

const suiteEndings = ['.yaml', '.yml', '.json', '.ts', '.mts', '.js', '.mjs'];

/** Other code in a folder is seldom a suite. */
const likelyEndings = ['.yaml', '.yml', '.json', '.ts'];

async function notFound(path: string): Promise<AssayError> {
  const names = await readdir(dirname(path)).catch(() => []);
  const { remedy } = meant(
    basename(path),
    names.filter((name) => likelyEndings.includes(extname(name))),
  );
  return new AssayError('suite-not-found', `There is no suite file at "${path}".`, {
    remedy: remedy ?? 'Give the path of a suite file, or create one with `assay init`.',
  });
}

/** A folder stands for the `suite.*` file in it. */
export async function findSuiteFile(path: string): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) return path;
  if (!info) throw await notFound(path);
  const names = await readdir(path);
  const found = suiteEndings.map((ending) => `suite${ending}`).find((name) => names.includes(name));
  if (!found)
    throw new AssayError(
      'suite-not-found',
      `The folder "${path}" has no suite.yaml, suite.json or suite.ts.`,
      {
        remedy: 'Give the path of the suite file itself, or create one with `assay init`.',
      },
    );
  return join(path, found);
}

/** The changed file is loaded again: modules are otherwise kept for the life of the process. */
async function readModule(path: string, report: Report): Promise<ReadDocument | undefined> {
  const source = fileSource(path);
  const { mtimeMs } = await stat(path);
  const module = (await import(`${pathToFileURL(path).href}?changed=${mtimeMs}`).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    report({ message: `The module cannot be loaded: ${message}`, location: { file: path } });
  })) as { default?: unknown } | undefined;
  if (!module) return undefined;
  if (module.default === undefined) {
    report({
      message: 'The module has no default export.',
      location: { file: path },
      expected: 'a suite as the default export',
      remedy: 'Write `export default defineSuite({ … })`.',
    });
    return undefined;
  }
  if (!checkNesting(module.default, source, report)) return undefined;
  return { value: wellFormed(module.default), source };
}

/** Reads YAML, JSON or a module. Gives `undefined` after reporting what keeps it from being read. */
export async function readDocument(path: string, report: Report): Promise<ReadDocument | undefined> {
  const ending = extname(path).toLowerCase();
  if (!suiteEndings.includes(ending)) {
    report({
      message: `"${basename(path)}" is not a suite file.`,
      location: { file: path },
      expected: `a file ending in ${suiteEndings.join(', ')}`,
    });
    return undefined;
  }
  if (!['.yaml', '.yml', '.json'].includes(ending)) return readModule(path, report);
  const text = await readText(path, report);
  if (text === undefined) return undefined;
  if (ending !== '.json') return parseYaml(text, path, report);
  const document = parseJson(text, { file: path }, report);
  // a suite's settings are numbers; what stands as it is written is asked of the source
  return document && { ...document, value: withNumbers(document.value) };
}

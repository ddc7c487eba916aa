/** A promptfoo configuration: prompts, providers, tests with variables and assertions. Files it names are read beside it. */
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { parse } from 'yaml';
import { AssayError } from '../../contract/errors.ts';
import type { CaseEntry, PromptEntry, ScorerEntry } from '../../contract/suite.ts';
import { readTable } from '../read-table.ts';
import { LackingList, type Converted } from './converted.ts';
import { takeAssertion } from './promptfoo-assertions.ts';
import { targetOf } from './promptfoo-targets.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const known = new Set([
  'description',
  'prompts',
  'providers',
  'targets',
  'tests',
  'defaultTest',
  'evaluateOptions',
  '$schema',
]);
const knownInTest = new Set(['description', 'vars', 'assert', 'metadata']);
/** More combinations of one test's variables than this are refused. */
const mostCombinations = 1000;

/** What is not filled in by name: filters, conditions, loops. */
const isProgrammed = (text: string) => /\{%|\{\{[^}]*[|(][^}]*\}\}/.test(text);

class Converter {
  readonly #folder: string;
  readonly lacking = new LackingList();

  constructor(file: string) {
    this.#folder = dirname(file);
  }

  /** `file://x` beside the configuration. */
  #path = (reference: string) => resolve(this.#folder, reference.replace(/^file:\/\//, ''));

  async #text(path: string): Promise<string> {
    return readFile(path, 'utf8').catch((cause: Error) => {
      throw new AssayError('usage', `cannot read ${path}: ${cause.message}`, { cause });
    });
  }

  async prompts(entries: unknown): Promise<PromptEntry[]> {
    const found: PromptEntry[] = [];
    for (const [i, entry] of listOf(entries).entries()) {
      const prompt = await this.#prompt(entry, `prompts[${i}]`);
      if (prompt) found.push(prompt);
    }
    return found;
  }

  async #prompt(entry: unknown, where: string): Promise<PromptEntry | null> {
    const fields = isFields(entry) ? entry : { raw: entry };
    const raw = String(fields['raw'] ?? fields['id'] ?? '');
    const label = fields['label'];
    const path = /^file:\/\/|^[\w./-]+\.(txt|md|json|ya?ml|j2|js|mjs|cjs|ts|py)$/.test(raw)
      ? this.#path(raw)
      : null;
    if (path !== null && /\.(js|mjs|cjs|ts|py)$|[*]/.test(path)) {
      this.lacking.add(`prompt ${raw}`, 'it is made by a program, or is many files', where);
      return null;
    }
    const text = path === null ? raw : (await this.#text(path)).trimEnd();
    if (isProgrammed(text)) {
      this.lacking.add(
        'prompts with filters or conditions',
        'variables are filled in by name, nothing is computed',
        where,
      );
      return null;
    }
    const id = typeof label === 'string' ? { id: label } : {};
    const messages = chatOf(text, path);
    return messages ? { ...id, messages } : { ...id, user: text };
  }

  async #tests(entries: unknown): Promise<[unknown, string][]> {
    const found: [unknown, string][] = [];
    for (const [i, entry] of listOf(entries).entries()) {
      const where = `tests[${i}]`;
      if (typeof entry !== 'string') found.push([entry, where]);
      else if (/^[a-z]+:\/\//.test(entry) && !entry.startsWith('file://'))
        this.lacking.add(`tests from ${entry}`, 'they are fetched over the network', where);
      else found.push(...(await this.#testFile(entry)));
    }
    return found;
  }

  async #testFile(reference: string): Promise<[unknown, string][]> {
    const path = this.#path(reference);
    const ending = extname(path).toLowerCase();
    if (ending === '.yaml' || ending === '.yml') {
      const list: unknown = parse(await this.#text(path));
      return listOf(list).map((entry, i) => [entry, `${reference}[${i}]`]);
    }
    if (!['.csv', '.json', '.jsonl'].includes(ending)) {
      this.lacking.add(`tests of ${reference}`, 'it is made by a program, or is many files', 'tests');
      return [];
    }
    const found: [unknown, string][] = [];
    for await (const { row, place } of readTable(path))
      found.push([ending === '.csv' ? testOfRow(row) : row, `${reference} row ${place}`]);
    return found;
  }

  async cases(tests: unknown, defaults: unknown): Promise<CaseEntry[]> {
    const common = isFields(defaults) ? defaults : {};
    if (typeof defaults === 'string')
      this.lacking.add(`defaultTest ${defaults}`, 'it is in a file', 'defaultTest');
    this.#tellOthers(common, 'defaultTest');
    const cases: CaseEntry[] = [];
    for (const [test, where] of await this.#tests(tests)) {
      if (!isFields(test)) {
        this.lacking.add('tests that are no objects', JSON.stringify(test) ?? '', where);
        continue;
      }
      this.#tellOthers(test, where);
      cases.push(...this.#casesOf(test, common, where));
    }
    return cases;
  }

  #tellOthers(test: Fields, where: string): void {
    for (const name of Object.keys(test))
      if (!knownInTest.has(name)) this.lacking.add(`test field ${name}`, 'it has no counterpart', where);
  }

  #casesOf(test: Fields, common: Fields, where: string): CaseEntry[] {
    const own = isFields(test['vars']) ? test['vars'] : {};
    if (test['vars'] !== undefined && !isFields(test['vars']))
      this.lacking.add('variables in a file', String(test['vars']), where);
    const shared = isFields(common['vars']) ? common['vars'] : {};
    const { scorers, expected } = this.#scorers(
      [...listOf(common['assert']), ...listOf(test['assert'])],
      where,
    );
    const description = test['description'];
    const combinations = this.#combinations({ ...shared, ...own }, where);
    return combinations.map((variables) => ({
      variables,
      ...(expected !== undefined && { expected }),
      ...(typeof description === 'string' && { tags: [description] }),
      ...(scorers.length > 0 && { scorers }),
    }));
  }

  /** A variable with a list of values stands for as many tests. */
  #combinations(vars: Fields, where: string): Fields[] {
    let found: Fields[] = [{}];
    for (const [name, value] of Object.entries(vars)) {
      if (typeof value === 'string' && value.startsWith('file://')) {
        this.lacking.add('variables whose value is a file', `${name}: ${value}`, where);
        continue;
      }
      const values = Array.isArray(value) ? value : [value];
      found = found.flatMap((before) => values.map((one: unknown) => ({ ...before, [name]: one })));
      if (found.length > mostCombinations)
        throw new AssayError('usage', `${where} stands for more than ${mostCombinations} tests`, {
          remedy: 'Give its variables fewer values.',
        });
    }
    return found;
  }

  #scorers(assertions: unknown[], where: string): { scorers: ScorerEntry[]; expected: unknown } {
    const scorers: ScorerEntry[] = [];
    let expected: unknown;
    for (const assertion of assertions) {
      if (!isFields(assertion) || typeof assertion['type'] !== 'string') {
        this.lacking.add('assertions without a type', JSON.stringify(assertion) ?? '', where);
        continue;
      }
      const type = assertion['type'];
      const taken = takeAssertion(assertion as { type: string });
      if ('why' in taken) this.lacking.add(`assertion ${type}`, taken.why, where);
      else if (
        taken.expected !== undefined &&
        expected !== undefined &&
        JSON.stringify(expected) !== JSON.stringify(taken.expected)
      )
        this.lacking.add(`a second ${type} with another value`, 'a case expects one thing', where);
      else {
        expected ??= taken.expected;
        if (taken.but) this.lacking.add(`assertion ${type}, in part`, taken.but, where);
        scorers.push(taken.scorer);
      }
    }
    return { scorers, expected };
  }
}

/** A prompt that is a list of chat messages in JSON or YAML. */
function chatOf(text: string, path: string | null) {
  const isYaml = path !== null && /\.ya?ml$/.test(path);
  if (!isYaml && !text.trimStart().startsWith('[')) return null;
  try {
    const list: unknown = isYaml ? parse(text) : JSON.parse(text);
    const isChat =
      Array.isArray(list) && list.every((item) => isFields(item) && typeof item['content'] === 'string');
    return isChat
      ? (list as { role: 'user'; content: string }[]).map(({ role, content }) => ({ role, content }))
      : null;
  } catch {
    return null;
  }
}

/** Columns are variables; `__expected`, `__expected1` … hold `type: value`, or a value that is to be equal. */
function testOfRow(row: Fields): Fields {
  const vars = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('__')));
  const assert = Object.entries(row)
    .filter(([name, value]) => name.startsWith('__expected') && value !== '')
    .map(([, value]) => {
      const [, type, rest] = /^((?:not-)?[a-z][a-z-]+):\s*([\s\S]*)$/.exec(String(value)) ?? [];
      return type ? { type, value: rest } : { type: 'equals', value };
    });
  const description = row['__description'];
  return { vars, assert, ...(description ? { description } : {}) };
}

/** Whether a document is one: it has prompts, and tests or providers. */
export const isPromptfoo = (document: unknown): document is Fields =>
  isFields(document) && 'prompts' in document && ('tests' in document || 'providers' in document);

export async function convertPromptfoo(document: Fields, file: string, name: string): Promise<Converted> {
  const converter = new Converter(file);
  const { lacking } = converter;
  for (const key of Object.keys(document))
    if (!known.has(key)) lacking.add(`setting ${key}`, 'it has no counterpart', key);
  const options = isFields(document['evaluateOptions']) ? document['evaluateOptions'] : {};
  const { maxConcurrency, repeat, ...others } = options;
  for (const key of Object.keys(others))
    lacking.add(`setting evaluateOptions.${key}`, 'it has no counterpart', 'evaluateOptions');
  const targets = listOf(document['providers'] ?? document['targets']).flatMap((entry, i) => {
    const target = targetOf(entry, lacking, `providers[${i}]`);
    return target ? [target] : [];
  });
  const { description } = document;
  const prompts = await converter.prompts(document['prompts']);
  return {
    name,
    ...(typeof description === 'string' && { description }),
    ...(targets.length > 0 && { targets }),
    ...(prompts.length > 0 && { prompts }),
    ...(typeof maxConcurrency === 'number' && { limits: { concurrency: maxConcurrency } }),
    ...(typeof repeat === 'number' && { repeats: repeat }),
    cases: await converter.cases(document['tests'], document['defaultTest']),
    lacking: lacking.all,
  };
}

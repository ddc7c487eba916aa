/** Tests of a configuration: those it holds, and the files that it names. */
import { extname } from 'node:path';
import { readTable } from '../../read-table.ts';
import { isProgram, parseYaml, referenceOf, type Beside } from './beside.ts';
import { isFields, type Account, type SourcePart } from './source-part.ts';
import { testOfRow } from './test-row.ts';

const isTable = (path: string) => /\.(?:csv|tsv)$/i.test(path);

export class TestReader {
  readonly #beside: Beside;
  readonly #account: Account;

  constructor(beside: Beside, account: Account) {
    this.#beside = beside;
    this.#account = account;
  }

  /** Every one an object with `vars`, `assert` and the like. */
  async read(part: SourcePart): Promise<SourcePart[]> {
    const found: SourcePart[] = [];
    for (const item of part.items()) found.push(...(await this.#readEntry(item)));
    return found;
  }

  async #readEntry(part: SourcePart): Promise<SourcePart[]> {
    if (typeof part.value === 'string') return this.#readFiles(part.value, part);
    if (!isFields(part.value)) {
      part.list('tests that are no objects', 'a test has `vars` or `assert`');
      return [];
    }
    if (part.field('path')) {
      part.list('tests made by a program', `it is \`${String(part.field('path')?.value)}\``);
      return [];
    }
    return [part];
  }

  async #readFiles(reference: string, part: SourcePart): Promise<SourcePart[]> {
    if (/^(?!file:)[a-z]+:\/\//.test(reference)) {
      part.list('tests from the network', `they lie at ${reference}`);
      return [];
    }
    const { path } = referenceOf(reference);
    if (isProgram(path)) {
      part.list('tests made by a program', `it is \`${reference}\``);
      return [];
    }
    const names = await this.#beside.find(path);
    if (names.length === 0) part.list('tests of a file that is not there', `there is no ${path}`);
    const found: SourcePart[] = [];
    for (const name of names) found.push(...(await this.#readFile(name, part)));
    return found;
  }

  async #readFile(name: string, part: SourcePart): Promise<SourcePart[]> {
    part.take();
    if (isProgram(name)) part.list('tests made by a program', `${name} is one`);
    else if (isTable(name)) return this.#readTable(name);
    else if (/\.(?:ya?ml|json|jsonl)$/i.test(name)) return this.#readDocument(name, part);
    else part.list(`tests in ${extname(name) || 'such'} files`, `${name} is not read`);
    return [];
  }

  async #readTable(name: string): Promise<SourcePart[]> {
    const found: SourcePart[] = [];
    for await (const { row, place } of readTable(this.#beside.path(name)))
      found.push(this.rowTest(row, `${name} row ${place}`));
    return found;
  }

  rowTest(row: Record<string, unknown>, place: string): SourcePart {
    return this.#account.open(testOfRow(this.#account.open(row, place)), place);
  }

  async #readDocument(name: string, part: SourcePart): Promise<SourcePart[]> {
    const text = (await this.#beside.text(name)) ?? '';
    let value: unknown;
    try {
      value = /\.jsonl$/i.test(name)
        ? text
            .split(/\r?\n/)
            .filter((line) => line.trim() !== '')
            .map((line) => JSON.parse(line) as unknown)
        : parseYaml(text);
    } catch (cause) {
      part.list('tests of a file that cannot be read', `${name}: ${(cause as Error).message.split('\n')[0]}`);
      return [];
    }
    return this.read(this.#account.open(value, name));
  }
}

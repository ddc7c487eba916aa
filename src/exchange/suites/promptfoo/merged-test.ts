/** A test with what it has from `defaultTest` and from its scenario. */
import { isProgram, isReference, referenceOf, type Beside } from './beside.ts';
import { isFields, type Account, type SourcePart } from './source-part.ts';

export interface MergedTest {
  /** The test itself. */
  part: SourcePart | undefined;
  vars: Map<string, SourcePart>;
  asserts: SourcePart[];
  options: Map<string, SourcePart>;
  metadata: Map<string, SourcePart>;
  description: SourcePart | undefined;
  /** Everything else, of whichever level says it last. */
  others: Map<string, SourcePart>;
}

const merged = new Set(['vars', 'assert', 'options', 'metadata', 'description']);

/** What a level sets over those before it; what it replaces is accounted for. */
function put(map: Map<string, SourcePart>, name: string, part: SourcePart): void {
  map.get(name)?.take();
  map.set(name, part);
}

export class TestMerger {
  readonly #beside: Beside;
  readonly #account: Account;

  constructor(beside: Beside, account: Account) {
    this.#beside = beside;
    this.#account = account;
  }

  /** From the outermost level to the test itself. */
  async merge(levels: SourcePart[]): Promise<MergedTest> {
    const test: MergedTest = {
      part: levels.at(-1),
      vars: new Map(),
      asserts: [],
      options: new Map(),
      metadata: new Map(),
      description: levels.at(-1)?.field('description'),
      others: new Map(),
    };
    const isBare = levels.some(
      (level) => level.field('options')?.field('disableDefaultAsserts')?.value === true,
    );
    for (const [i, level] of levels.entries()) {
      for (const [name, part] of await this.#variablesOf(level)) put(test.vars, name, part);
      for (const name of ['options', 'metadata'] as const)
        for (const [key, part] of level.field(name)?.fields() ?? []) put(test[name], key, part);
      const asserts = level.field('assert');
      if (asserts && isBare && i === 0 && levels.length > 1) asserts.take();
      else if (asserts) test.asserts.push(...asserts.items());
      for (const [name, part] of level.fields()) if (!merged.has(name)) put(test.others, name, part);
    }
    test.options.get('disableDefaultAsserts')?.take();
    return test;
  }

  async #variablesOf(level: SourcePart): Promise<[string, SourcePart][]> {
    const vars = level.field('vars');
    if (!vars) return [];
    if (isFields(vars.value)) return vars.fields();
    const found: [string, SourcePart][] = [];
    for (const item of vars.items()) found.push(...(await this.#variablesOfFiles(item)));
    return found;
  }

  /** Files of variables: mappings, later ones over earlier ones. */
  async #variablesOfFiles(part: SourcePart): Promise<[string, SourcePart][]> {
    const text = part.value;
    if (typeof text !== 'string') {
      part.list('variables that are no mapping', 'they are neither names with values nor files');
      return [];
    }
    const { path } = referenceOf(text);
    const names = isProgram(path) ? [] : await this.#beside.find(path);
    if (names.length === 0) part.list('variables of a file', `${path} is a program, or is not there`);
    const found: [string, SourcePart][] = [];
    for (const name of names) {
      const document = await this.#beside.document(name);
      if (!document || !isFields(document.value))
        part.list('variables of a file', `${name} holds no names with values`);
      else {
        part.take();
        found.push(...this.#account.open(document.value, name).fields());
      }
    }
    return found;
  }
}

/** A level that may stand in a file of its own. */
export async function openLevel(
  part: SourcePart,
  beside: Beside,
  account: Account,
): Promise<SourcePart | null> {
  if (!isReference(part.value)) return isFields(part.value) ? part : null;
  const { path } = referenceOf(part.value);
  const document = isProgram(path) ? null : await beside.document(path);
  if (!document || !isFields(document.value)) return null;
  part.take();
  return account.open(document.value, path);
}

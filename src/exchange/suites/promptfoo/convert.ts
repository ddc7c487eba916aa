/** A promptfoo configuration as a suite: prompts, providers, tests with their values and assertions. */
import { dirname, relative } from 'node:path';
import type { PromptEntry, ScorerEntry } from '../../../contract/suite.ts';
import { UnsupportedList, type Converted } from '../converted.ts';
import { AssertionReader } from './assertions.ts';
import { Beside } from './beside.ts';
import { withIds } from './case-ids.ts';
import { CaseReader, type ReadCase } from './cases.ts';
import { choosePrompts } from './chosen-prompts.ts';
import { javascriptRunner } from './javascript-runner.ts';
import { openLevel, TestMerger } from './merged-test.ts';
import { promptsOfCases } from './prompts-of-cases.ts';
import { promptEntries, PromptReader, type ReadPrompt } from './prompts.ts';
import { Account, isFields, type Fields, type SourcePart } from './source-part.ts';
import { sharedTools, TargetReader, type ReadTarget } from './targets.ts';
import { TestReader } from './tests.ts';
import { VariableReader } from './variables.ts';

export interface PromptfooOptions {
  /** The configuration, whose folder its files are named from. */
  file: string;
  name: string;
  /** What the suite's own files beside it are called after. */
  stem: string;
  /** Where the suite will lie. */
  folder: string;
  /** Who judges where the configuration names nobody. */
  judge: string;
  /** Why a scorer of ours refuses its options; `null`: it takes them. */
  refusal(scorer: ScorerEntry): string | null;
}

/** Settings that say nothing of what is asked, of whom, and how it is judged. */
const outside: Record<string, string> = {
  redteam: 'its tests are made by a service',
  derivedMetrics: 'quality is the weighted mean of the scores',
  extensions: 'they are programs',
  nunjucksFilters: 'they are programs',
  scenarios: 'they are not lists of values and tests',
  outputPath: 'see `assay export`',
  sharing: 'see `assay report`',
  tracing: 'there are no traces here',
  tags: 'they are those of a run there',
  metadata: 'it says nothing of what is asked',
  commandLineOptions: 'they are options of another command',
  env: 'variables are those of the shell: only `{{env.NAME}}` is filled in',
};

class Conversion {
  readonly #options: PromptfooOptions;
  readonly #account = new Account(new UnsupportedList());
  readonly #beside: Beside;
  readonly #root: SourcePart;
  readonly #env: Fields;

  constructor(document: Fields, options: PromptfooOptions) {
    this.#options = options;
    this.#beside = new Beside(dirname(options.file));
    this.#root = this.#account.open(document, '');
    const env = document['env'];
    this.#env = isFields(env) ? env : {};
  }

  /** `tests`: those of a table. `isBare`: there are tests alone. */
  async run({
    tests = null,
    isBare = false,
  }: { tests?: SourcePart[] | null; isBare?: boolean } = {}): Promise<Converted> {
    const { name } = this.#options;
    const root = this.#root;
    const prompts = isBare ? [] : await new PromptReader(this.#beside, this.#env).read(root.field('prompts'));
    const targets = await this.#targets(prompts);
    const cases = await this.#cases(prompts, targets, tests);
    const settings = this.#settings();
    const entries = promptsOfCases(prompts, cases, {
      isNamed: targets.some(({ entry }) => entry.prompts !== undefined),
      unsupported: this.#account.unsupported,
    });
    this.#listOthers();
    const tools = sharedTools(targets);
    this.#account.listRest();
    const isScripted = JSON.stringify(cases).includes(`"file":${JSON.stringify(this.#module)}`);
    return {
      name,
      ...settings,
      ...(targets.length > 0 && {
        targets: targets.map(({ entry }) => (Object.keys(entry).length === 1 ? entry.model : entry)),
      }),
      ...(entries.length > 0 && { prompts: entries }),
      ...(tools && { tools }),
      cases: withIds(cases.map(({ entry }) => entry)),
      unsupported: this.#account.unsupported.all,
      ...(isScripted && { files: [{ name: this.#module, text: javascriptRunner }] }),
    };
  }

  get #module(): string {
    return `${this.#options.stem}.javascript.mjs`;
  }

  async rowsAsTests(rows: AsyncIterable<{ row: Fields; place: number }>): Promise<SourcePart[]> {
    const reader = new TestReader(this.#beside, this.#account);
    const found: SourcePart[] = [];
    for await (const { row, place } of rows) found.push(reader.rowTest(row, `row ${place}`));
    return found;
  }

  async #targets(prompts: ReadPrompt[]): Promise<ReadTarget[]> {
    const root = this.#root;
    const reader = new TargetReader(this.#beside, this.#account, this.#env);
    const targets = await reader.read(root.field('providers') ?? root.field('targets'));
    const ids = promptEntries(
      prompts,
      targets.some((target) => target.prompts !== null),
    ).map(idOf);
    for (const target of targets) choosePrompts(target, prompts, ids);
    const asked = new Set<string>();
    return targets.filter((target) => {
      const { model, baseUrl, parameters, prompts: chosen } = target.entry;
      const keys = (chosen ?? ['']).map((id) => JSON.stringify([model, baseUrl, parameters, id]));
      const isNew = keys.every((key) => !asked.has(key));
      for (const key of keys) asked.add(key);
      if (!isNew)
        this.#account.unsupported.add(
          `provider ${JSON.stringify(model)} once more`,
          'it differs in nothing that is taken over',
          target.place,
        );
      return isNew;
    });
  }

  async #cases(
    prompts: ReadPrompt[],
    targets: ReadTarget[],
    given: SourcePart[] | null,
  ): Promise<ReadCase[]> {
    const names = new Set(prompts.flatMap((prompt) => prompt.names));
    const { judge, folder, file, refusal } = this.#options;
    const isJson =
      targets.length > 0 &&
      targets.every(
        ({ entry }) =>
          entry.parameters?.responseFormat !== undefined && entry.parameters.responseFormat !== 'text',
      );
    const refusals = new Map<string, string | null>();
    const assertions = new AssertionReader(this.#beside, this.#account, {
      judge,
      javascript: { module: this.#module, isJson },
      pathOf: (name) => relative(folder, `${dirname(file)}/${name}`) || name,
      refusal: (scorer) => {
        const key = JSON.stringify(scorer);
        const known = refusals.get(key);
        if (known !== undefined) return known;
        const found = refusal(scorer);
        refusals.set(key, found);
        return found;
      },
      refer: (reference) => this.#refer(reference),
    });
    const reader = new CaseReader(new VariableReader(this.#beside, this.#env), assertions, names);
    const merger = new TestMerger(this.#beside, this.#account);
    const cases: ReadCase[] = [];
    for (const levels of await this.#levels(given))
      cases.push(...(await reader.read(await merger.merge(levels))));
    if (cases.length === 0) cases.push(...(await this.#placeholder(names, reader, merger)));
    assertions.listUnusedProviders();
    for (const [name, place] of reader.missing)
      this.#account.unsupported.addChange(
        `variable ${name}`,
        'tests without it send nothing in its place, as there',
        place,
      );
    return cases;
  }

  /** Without a test that could be taken over, one case stands where they are to be written. */
  async #placeholder(
    names: ReadonlySet<string>,
    reader: CaseReader,
    merger: TestMerger,
  ): Promise<ReadCase[]> {
    const roots = new Set([...names].map((name) => name.split('.')[0] as string));
    if (roots.size === 0) roots.add('prompt');
    const vars = Object.fromEntries([...roots].map((name) => [name, `(write the ${name} here)`]));
    const test = this.#account.open({ vars }, 'tests');
    const common = await this.#open(this.#root.field('defaultTest'), 'defaultTest');
    const whole = common ? await reader.read(await merger.merge([common, test])) : [];
    const cases = whole.length > 0 ? whole : await reader.read(await merger.merge([test]));
    this.#account.unsupported.addChange(
      'the tests',
      'none could be taken over: there is one case to show where they go, until you write them',
      'tests',
    );
    return cases;
  }

  /** What each test is merged from; without any tests there is one without values. */
  async #levels(given: SourcePart[] | null): Promise<SourcePart[][]> {
    const root = this.#root;
    const common = await this.#open(root.field('defaultTest'), 'defaultTest');
    const base = common ? [common] : [];
    const reader = new TestReader(this.#beside, this.#account);
    const tests = given ?? (root.field('tests') ? await reader.read(root.field('tests') as SourcePart) : []);
    const levels = tests.map((test) => [...base, test]);
    const scenarios = root.field('scenarios');
    for (const item of scenarios?.items() ?? []) levels.push(...(await this.#scenario(item, base, reader)));
    if (levels.length > 0 || root.field('tests') || scenarios || root.field('redteam')) return levels;
    return [[...base, this.#account.open({}, 'the test without values')]];
  }

  async #open(part: SourcePart | undefined, what: string): Promise<SourcePart | null> {
    if (!part) return null;
    const level = await openLevel(part, this.#beside, this.#account);
    if (!level) part.list(`${what} of a file`, `${String(part.value)} is a program or cannot be read`);
    return level;
  }

  async #scenario(item: SourcePart, base: SourcePart[], reader: TestReader): Promise<SourcePart[][]> {
    const scenario = await this.#open(item, 'scenario');
    if (!scenario) return [];
    const config = scenario.field('config');
    const tests = scenario.field('tests');
    scenario.field('description')?.list('description of a scenario', 'its tests have tags of their own');
    const rows = config ? await reader.read(config) : [];
    const members = tests ? await reader.read(tests) : [];
    return rows.flatMap((row) =>
      members.length > 0 ? members.map((test) => [...base, row, test]) : [[...base, row]],
    );
  }

  #refer(reference: string): SourcePart | null {
    if (!reference.startsWith('#/')) return null;
    let part: SourcePart | undefined = this.#root;
    for (const name of reference.slice(2).split('/'))
      part = part?.field(name.replaceAll('~1', '/').replaceAll('~0', '~'));
    return part ?? null;
  }

  #settings(): Pick<Converted, 'description' | 'limits' | 'repeats'> {
    const root = this.#root;
    root.field('$schema')?.take();
    const description = root.field('description')?.text() ?? null;
    const options = root.field('evaluateOptions');
    const concurrency = positive(options?.field('maxConcurrency'));
    const repeats = positive(options?.field('repeat'));
    for (const [name, part] of options?.fields() ?? [])
      if (name !== 'maxConcurrency' && name !== 'repeat')
        part.list(`setting evaluateOptions.${name}`, 'it has no counterpart');
    return {
      ...(description !== null && { description }),
      ...(concurrency !== null && { limits: { concurrency } }),
      ...(repeats !== null && { repeats }),
    };
  }

  #listOthers(): void {
    for (const [name, why] of Object.entries(outside))
      if (name !== 'scenarios') this.#root.field(name)?.list(`setting ${name}`, why);
  }
}

const idOf = (entry: PromptEntry, i: number): string =>
  typeof entry === 'string' ? '' : (entry.id ?? `prompt-${i + 1}`);

function positive(part: SourcePart | undefined): number | null {
  if (!part) return null;
  const { value } = part;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return part.take() as number;
  part.list(`setting ${part.place}`, `${JSON.stringify(value)} is no whole number above 0`);
  return null;
}

export const convertPromptfoo = (document: Fields, options: PromptfooOptions): Promise<Converted> =>
  new Conversion(document, options).run();

/** A list of tests alone, without prompts and providers. */
export const convertTests = (tests: Fields[], options: PromptfooOptions): Promise<Converted> =>
  new Conversion({ tests }, options).run({ isBare: true });

/** A table of tests alone. */
export async function convertTestRows(
  rows: AsyncIterable<{ row: Fields; place: number }>,
  options: PromptfooOptions,
): Promise<Converted> {
  const conversion = new Conversion({}, options);
  return conversion.run({ tests: await conversion.rowsAsTests(rows), isBare: true });
}

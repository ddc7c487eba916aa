/** Tests as cases: every combination of a test's values is one. */
import { lookUp } from '../../../base/template.ts';
import type { CaseEntry } from '../../../contract/suite.ts';
import type { AssertionReader } from './assertions.ts';
import type { MergedTest } from './merged-test.ts';
import { isFields, type Fields, type SourcePart } from './source-part.ts';
import { computed, fillIn, hasTags, written } from './template.ts';
import type { VariableReader } from './variables.ts';

/** What stands before and behind every prompt of a test. */
export interface Affixes {
  prefix: string;
  suffix: string;
}

export interface ReadCase {
  entry: CaseEntry;
  affixes: Affixes;
}

const withoutCounterpart: Record<string, string> = {
  threshold: 'a case is right when each of its scorers passes; quality is the mean, as there',
  provider: 'every target is asked',
  providers: 'every target is asked',
  prompts: 'every prompt is asked',
  assertScoringFunction: 'quality is the weighted mean of the scores',
};
const optionsWithoutCounterpart: Record<string, string> = {
  rubricPrompt: 'judges are asked in words of ours',
  transformVars: 'values are not computed: cases have those that are written',
  storeOutputAs: 'no case sees answers of others',
  disableConversationVar: 'there is no such variable',
  runSerially: 'see `limits`',
};

export class CaseReader {
  readonly #variables: VariableReader;
  readonly #assertions: AssertionReader;
  /** Variables that prompts name. */
  readonly #names: ReadonlySet<string>;
  readonly #missing = new Map<string, string>();

  constructor(variables: VariableReader, assertions: AssertionReader, names: ReadonlySet<string>) {
    this.#variables = variables;
    this.#assertions = assertions;
    this.#names = names;
  }

  async read(test: MergedTest): Promise<ReadCase[]> {
    const output = test.others.get('providerOutput');
    if (output) {
      test.part?.list('tests with an answer of their own', 'nobody is asked there: see `assay import`');
      return [];
    }
    for (const [name, part] of test.others) {
      const why = withoutCounterpart[name];
      if (why !== undefined) part.list(`test field ${name}`, why);
    }
    const expansion = test.options.get('disableVarExpansion');
    expansion?.take();
    const found = await this.#variables.combinations(test.vars, expansion?.value !== true);
    if (found === null) {
      test.part?.list('tests that cannot be asked', 'a value of theirs is not taken over');
      return [];
    }
    const tags = this.#tagsOf(test);
    const cases: ReadCase[] = [];
    for (const variables of found) cases.push(await this.#caseOf(test, variables, tags));
    return cases;
  }

  async #caseOf(test: MergedTest, variables: Fields, tags: string[]): Promise<ReadCase> {
    const { options } = test;
    const affixes = {
      prefix: this.#affix(options.get('prefix'), variables),
      suffix: this.#affix(options.get('suffix'), variables),
    };
    const transform = options.get('transform') ?? options.get('postprocess');
    const provider = options.get('provider');
    if (provider) this.#assertions.noteProvider(provider, false);
    const { scorers, expected } = await this.#assertions.read(test.asserts, {
      variables,
      transforms: transform ? [transform] : [],
      provider,
    });
    transform?.listChange(
      'transform of answers',
      'assertions that are taken over with it see what it makes of an answer; the answer itself stays as it came',
    );
    for (const [name, part] of options) {
      const why = optionsWithoutCounterpart[name];
      if (why !== undefined) part.list(`test option ${name}`, why);
    }
    return {
      affixes,
      entry: {
        variables: this.#complete(variables, test),
        ...(expected !== undefined && { expected }),
        ...(tags.length > 0 && { tags }),
        ...(scorers.length > 0 && { scorers }),
      },
    };
  }

  #affix(part: SourcePart | undefined, variables: Fields): string {
    if (!part) return '';
    const text = String(part.value);
    const why = hasTags(text) ? computed(text) : null;
    if (why === null) {
      part.take();
      return fillIn(text, variables);
    }
    part.list('prefix or suffix that is computed', why);
    return '';
  }

  /** Names that prompts have and the test lacks are empty there; lists go in as their items. */
  #complete(variables: Fields, test: MergedTest): Fields {
    const complete = { ...variables };
    for (const name of this.#names) {
      const value = lookUp(name, variables);
      if (value === undefined) {
        complete[name] = '';
        if (!this.#missing.has(name)) this.#missing.set(name, test.part?.place ?? '');
      } else if (Array.isArray(value)) complete[name] = written(value);
      else if (isFields(value))
        test.vars
          .get(name.split('.')[0] as string)
          ?.listChange('values that are objects', 'they go into prompts as JSON, not as [object Object]');
    }
    return complete;
  }

  /** Names of prompts that some test has no value for, with the first such test. */
  get missing(): ReadonlyMap<string, string> {
    return this.#missing;
  }

  #tagsOf(test: MergedTest): string[] {
    const tags: string[] = [];
    const { description } = test;
    if (typeof description?.value === 'string' && description.value !== '') {
      description.take();
      tags.push(description.value);
    }
    for (const [name, part] of test.metadata) {
      const { value } = part;
      const values = Array.isArray(value) ? (value as unknown[]) : [value];
      if (values.some((one) => typeof one === 'object'))
        part.list('metadata that is no text', 'tags are texts');
      else {
        part.take();
        tags.push(...values.map((one) => `${name}: ${String(one)}`));
      }
    }
    return tags;
  }
}

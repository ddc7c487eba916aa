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
  threshold: 'a case is correct when each of its scorers passes; quality is the mean, as in promptfoo',
  provider: 'every target is used',
  providers: 'every target is used',
  prompts: 'every prompt is used',
  assertScoringFunction: 'quality is the weighted mean of the scores',
};
const optionsWithoutCounterpart: Record<string, string> = {
  rubricPrompt: 'judges use our own prompts',
  transformVars: 'values are not generated: cases have the written ones',
  storeOutputAs: 'cases cannot use answers of other cases',
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
      test.part?.list('tests with their own answer', 'they make no API calls: see `assay import`');
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
      test.part?.list('tests that cannot be run', 'one of their values was not converted');
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
      'converted assertions check the transformed answer; the stored answer is unchanged',
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
    part.list('prefix or suffix with template logic', why);
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
          ?.listChange(
            'values that are objects',
            'they are inserted into prompts as JSON, not as [object Object]',
          );
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
        part.list('metadata that is not text', 'tags must be texts');
      else {
        part.take();
        tags.push(...values.map((one) => `${name}: ${String(one)}`));
      }
    }
    return tags;
  }
}

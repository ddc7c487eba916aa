/** The assertions of one test as scorers of ours. */
import { ownValue } from '../../../base/own-value.ts';
import type { ScorerEntry } from '../../../contract/suite.ts';
import { isProgram, isReference, referenceOf, type Beside } from './beside.ts';
import { expectationsOf, type TakenAssertion } from './expectations.ts';
import { fieldOfTransform } from './field-of-transform.ts';
import { javascriptKind, type JavascriptSettings } from './javascript-kind.ts';
import { judgedKinds } from './judged-kinds.ts';
import { plainKinds } from './plain-kinds.ts';
import type { Account, Fields, SourcePart } from './source-part.ts';
import { computed, fillIn, hasTags } from './template.ts';
import type { AssertionSource, TakeAssertion, Taken } from './assertion-source.ts';

export interface AssertionSettings {
  judge: string;
  javascript: JavascriptSettings;
  /** A file of the configuration's folder as the suite names it. */
  pathOf(name: string): string;
  /** Why a scorer of ours refuses its options; `null`: it takes them. */
  refusal(scorer: ScorerEntry): string | null;
  /** What `$ref` names. */
  refer(reference: string): SourcePart | null;
}

/** What of a test its assertions go by. */
export interface TestOfAssertions {
  variables: Fields;
  transforms: SourcePart[];
  provider: SourcePart | undefined;
}

const unavailable: Record<string, string> = {
  python: 'it is a program in Python: see the scorer `command`',
  ruby: 'it is a program in Ruby: see the scorer `command`',
  webhook: 'it calls a service',
  'select-best': 'it compares answers of several targets: see `assay compare`',
  'max-score': 'it compares answers of several targets: see `assay compare`',
  human: 'it needs human judgement: see `assay label`',
};

export class AssertionReader {
  readonly #beside: Beside;
  readonly #account: Account;
  readonly #settings: AssertionSettings;
  readonly #kinds: Record<string, TakeAssertion>;
  /** Judges that were asked for, and whether any assertion has one. */
  readonly providers = new Map<SourcePart, boolean>();

  constructor(beside: Beside, account: Account, settings: AssertionSettings) {
    this.#beside = beside;
    this.#account = account;
    this.#settings = settings;
    this.#kinds = {
      ...plainKinds,
      ...judgedKinds(settings.judge),
      javascript: javascriptKind(settings.javascript),
    };
  }

  async read(
    parts: SourcePart[],
    test: TestOfAssertions,
  ): Promise<{ scorers: ScorerEntry[]; expected: unknown }> {
    const taken: TakenAssertion[] = [];
    for (const part of parts) taken.push(...(await this.#readOne(part, test, 1)));
    return expectationsOf(taken);
  }

  async #readOne(given: SourcePart, test: TestOfAssertions, share: number): Promise<TakenAssertion[]> {
    const part = this.#resolved(given);
    if (part === null) return [];
    if (isReference(part.value)) return this.#readFile(part, test, share);
    const type = part.field('type');
    if (typeof type?.value !== 'string') {
      part.list('assertions without a type', 'it has no `type`');
      return [];
    }
    if (type.value === 'assert-set') return this.#readSet(part, test, share);
    const weight = this.#weightOf(part);
    return weight === null ? [] : this.#take(part, type.value, test, weight * share);
  }

  #resolved(part: SourcePart): SourcePart | null {
    const reference = part.field('$ref');
    if (typeof reference?.value !== 'string') return part;
    const found = this.#settings.refer(reference.value);
    if (found) reference.take();
    else part.list('assertions by $ref', `${reference.value} was not found`);
    return found;
  }

  async #readFile(part: SourcePart, test: TestOfAssertions, share: number): Promise<TakenAssertion[]> {
    const { path } = referenceOf(String(part.value));
    const document = isProgram(path) ? null : await this.#beside.document(path);
    if (!document) {
      part.list('assertions of a file', `${path} is a program or cannot be read`);
      return [];
    }
    part.take();
    const found: TakenAssertion[] = [];
    for (const item of this.#account.open(document.value, path).items())
      found.push(...(await this.#readOne(item, test, share)));
    return found;
  }

  /** `null`: it counts nothing, or is none. */
  #weightOf(part: SourcePart): number | null {
    const weight = part.field('weight');
    if (!weight) return 1;
    const value = Number(weight.value);
    if (value > 0 && Number.isFinite(value)) {
      weight.take();
      return value;
    }
    part.list(
      `assertions with the weight ${JSON.stringify(weight.value)}`,
      value === 0 ? 'it has no effect on quality' : 'a weight must be a number above 0',
    );
    return null;
  }

  /** Its members share the weight of the set. */
  async #readSet(part: SourcePart, test: TestOfAssertions, share: number): Promise<TakenAssertion[]> {
    const weight = this.#weightOf(part);
    if (weight === null) return [];
    part.field('type')?.take();
    part.field('threshold')?.list('threshold of an assert-set', 'each of its assertions must pass');
    part.field('metric')?.list('metric of an assert-set', 'its assertions are separate scores');
    const members: { item: SourcePart; weight: number }[] = [];
    for (const item of part.field('assert')?.items() ?? []) {
      const of = item.field('weight');
      members.push({ item, weight: of === undefined ? 1 : Math.max(0, Number(of.value) || 0) });
    }
    const whole = members.reduce((sum, { weight: of }) => sum + of, 0);
    const found: TakenAssertion[] = [];
    for (const { item } of members)
      found.push(...(await this.#readOne(item, test, whole > 0 ? (share * weight) / whole : share)));
    return found;
  }

  async #take(
    part: SourcePart,
    written: string,
    test: TestOfAssertions,
    weight: number,
  ): Promise<TakenAssertion[]> {
    const isTurned = written.startsWith('not-');
    const type = isTurned ? written.slice(4) : written;
    const refuse = (why: string): TakenAssertion[] => {
      part.list(`assertion ${written}`, why);
      return [];
    };
    const make = ownValue(this.#kinds, type);
    if (!make)
      return refuse(
        ownValue(unavailable, type) ??
          (type.startsWith('promptfoo:redteam:')
            ? 'it is graded by a service'
            : 'there is no equivalent scorer'),
      );
    const value = await this.#valueOf(part, type, test.variables);
    if ('why' in value) return refuse(value.why);
    const transforms = this.#transformsOf(part, test);
    if ('why' in transforms) return refuse(transforms.why);
    const provider = part.field('provider') ?? test.provider;
    const threshold = part.field('threshold');
    if (threshold && !Number.isFinite(Number(threshold.value)))
      return refuse('its threshold is not a number');
    const source: AssertionSource = {
      type,
      isTurned,
      value: value.value,
      threshold: threshold && Number(threshold.value),
      provider: provider?.value,
      config: part.field('config')?.value,
      variables: test.variables,
      transforms: transforms.codes,
      pathOf: (name) => this.#settings.pathOf(name),
    };
    const taken = make(source);
    if ('why' in taken) return refuse(taken.why);
    const narrowed = this.#narrowed(taken, type, transforms.codes);
    if ('why' in narrowed) return refuse(narrowed.why);
    if (test.provider)
      this.noteProvider(test.provider, !part.field('provider') && taken.usesProvider === true);
    return this.#finish(part, written, narrowed, { weight, test, source });
  }

  noteProvider(provider: SourcePart, isUsed: boolean): void {
    const known = [...this.providers.keys()].find(({ place }) => place === provider.place);
    this.providers.set(
      known ?? provider,
      isUsed || (known !== undefined && this.providers.get(known) === true),
    );
  }

  #finish(
    part: SourcePart,
    written: string,
    taken: Exclude<Taken, { why: string }>,
    { weight, test, source }: { weight: number; test: TestOfAssertions; source: AssertionSource },
  ): TakenAssertion[] {
    const name = this.#nameOf(part, test.variables);
    const scorers = taken.scorers.map(({ weight: share = 1, ...scorer }) => ({
      ...scorer,
      ...(name !== null && { name }),
      ...(source.isTurned && scorer.type !== 'module' && { not: true }),
      ...this.#weightText(weight * share),
    }));
    for (const scorer of scorers) {
      const refusal = this.#settings.refusal(scorer);
      if (refusal !== null) {
        part.list(`assertion ${written}`, refusal);
        return [];
      }
    }
    this.#takeFields(part, taken);
    if (taken.but) part.listChange(`assertion ${written}`, taken.but);
    const { expected, otherwise } = taken;
    const { weight: _weight, threshold: _threshold, ...common } = scorers[0] ?? { type: '' };
    const spare = otherwise && {
      ...otherwise,
      ...(common.name !== undefined && { name: common.name }),
      ...(common.not && { not: true }),
      ...this.#weightText(weight),
    };
    return [{ part, written, scorers, expected, ...(spare && { otherwise: spare }) }];
  }

  #weightText = (weight: number) => (weight === 1 ? {} : { weight: Number(weight.toFixed(10)) });

  /** Those that are left are listed at the end. */
  #takeFields(part: SourcePart, taken: Exclude<Taken, { why: string }>): void {
    for (const name of ['type', 'value', 'weight']) part.field(name)?.take();
    if (taken.usesThreshold) part.field('threshold')?.take();
    else part.field('threshold')?.list('threshold of an assertion', 'this type of assertion has none');
    if (taken.usesProvider) part.field('provider')?.take();
    else part.field('provider')?.list('provider of an assertion', 'this type of assertion uses none');
    if (taken.usesConfig) part.field('config')?.take();
    part.field('rubricPrompt')?.list('rubricPrompt of an assertion', 'judges use our own prompts');
    part
      .field('contextTransform')
      ?.list('contextTransform of an assertion', 'the context is a variable of the test');
  }

  #nameOf(part: SourcePart, variables: Fields): string | null {
    const metric = part.field('metric');
    if (!metric) return null;
    const text = String(metric.value);
    const why = computed(text);
    if (why === null) {
      metric.take();
      return fillIn(text, variables).trim() || null;
    }
    metric.list('metric with template logic', why);
    return null;
  }

  #transformsOf(part: SourcePart, test: TestOfAssertions): { codes: string[] } | { why: string } {
    const own = part.field('transform');
    const all = [...test.transforms, ...(own ? [own] : [])];
    const codes = all.map(({ value }) => (typeof value === 'string' ? value : ''));
    if (codes.some((code) => code === '' || isReference(code)))
      return { why: 'it checks an answer transformed by a program' };
    for (const each of all) each.take();
    return { codes };
  }

  /** A transform that takes a field is `field`; programs alone apply any other. */
  #narrowed(taken: Exclude<Taken, { why: string }>, type: string, codes: string[]): Taken {
    const [code, ...more] = codes;
    if (code === undefined || type === 'javascript') return taken;
    if (type === 'latency' || type === 'cost') return taken;
    const field = more.length > 0 ? null : fieldOfTransform(code);
    if (field === null)
      return { why: `it checks an answer transformed by \`${code.trim().split('\n')[0]}\`` };
    return {
      ...taken,
      scorers: taken.scorers.map((scorer) => ({ ...scorer, field })),
      ...(taken.otherwise && { otherwise: { ...taken.otherwise, field } }),
    };
  }

  async #valueOf(
    part: SourcePart,
    type: string,
    variables: Fields,
  ): Promise<{ value: unknown } | { why: string }> {
    const value = part.field('value')?.value;
    if (type === 'javascript') return { value };
    if (isReference(value)) return this.#fileValue(value);
    if (typeof value === 'string') return this.#filled(value, variables);
    if (!Array.isArray(value)) return { value };
    const items: unknown[] = [];
    for (const item of value as unknown[]) {
      const read = isReference(item)
        ? await this.#fileValue(item)
        : typeof item === 'string'
          ? this.#filled(item, variables)
          : { value: item };
      if ('why' in read) return read;
      items.push(read.value);
    }
    return { value: items };
  }

  #filled(text: string, variables: Fields): { value: unknown } | { why: string } {
    if (text.startsWith('package:')) return { why: `its value is generated by ${text}` };
    const why = hasTags(text) ? computed(text) : null;
    return why === null ? { value: hasTags(text) ? fillIn(text, variables) : text } : { why };
  }

  async #fileValue(reference: string): Promise<{ value: unknown } | { why: string }> {
    const { path } = referenceOf(reference);
    if (isProgram(path)) return { why: `its value is generated by ${path}` };
    if (/\.(?:ya?ml|json)$/i.test(path))
      return (await this.#beside.document(path)) ?? { why: `${path} cannot be read` };
    const text = await this.#beside.text(path);
    return text === null ? { why: `${path} cannot be read` } : { value: text.trim() };
  }

  /** Judges that no assertion has asked. */
  listUnusedProviders(): void {
    for (const [part, isUsed] of this.providers)
      if (isUsed) part.take();
      else part.list('judge of tests', 'no converted assertion uses it');
  }
}

/** Providers of a configuration as targets; what is no model that answers a conversation is listed. */
import { httpAddressSchema } from '../../../contract/http-address.ts';
import type { Parameters, TargetEntry, Tool } from '../../../contract/suite.ts';
import { isProgram, isReference, referenceOf, type Beside } from './beside.ts';
import { takeParameter } from './parameters.ts';
import { modelOf } from './provider-model.ts';
import { isFields, type Account, type Fields, type SourcePart } from './source-part.ts';
import { fillEnv } from './template.ts';
import { takeTools, toolsOf } from './tools.ts';

type LongTarget = Exclude<TargetEntry, string>;

export interface ReadTarget {
  entry: LongTarget;
  /** Prompts it is asked with, as the configuration calls them; `null`: all. */
  prompts: SourcePart | null;
  tools: { part: SourcePart; tools: Tool[] } | null;
  place: string;
}

/** A key is never copied, not even into a list. */
const secret = /key|token|secret|password|authorization|cookie|credential/i;

export class TargetReader {
  readonly #beside: Beside;
  readonly #account: Account;
  readonly #env: Fields;

  constructor(beside: Beside, account: Account, env: Fields) {
    this.#beside = beside;
    this.#account = account;
    this.#env = env;
  }

  async read(part: SourcePart | undefined): Promise<ReadTarget[]> {
    const found: ReadTarget[] = [];
    for (const item of part?.items() ?? []) found.push(...(await this.#readEntry(item)));
    return found;
  }

  async #readEntry(part: SourcePart): Promise<ReadTarget[]> {
    const { value } = part;
    if (isReference(value)) return this.#readFile(value, part);
    if (typeof value === 'string') return this.#targetOf(value, part, part, null);
    const fields = part.fields();
    const [only, ...others] = fields;
    // {'openai:gpt-5': {config: …}}
    if (only && others.length === 0 && /[:.]/.test(only[0]))
      return this.#targetOf(only[0], only[1], only[1], only[1]);
    const id = part.field('id');
    if (typeof id?.value === 'string') {
      if (!isReference(id.value)) return this.#targetOf(id.value, id, part, part);
      part.list(`provider ${JSON.stringify(id.value)}`, 'it is a program or a file');
      return [];
    }
    part.list('providers without a name', 'a provider has an `id`');
    return [];
  }

  async #readFile(reference: string, part: SourcePart): Promise<ReadTarget[]> {
    const { path } = referenceOf(reference);
    const document = isProgram(path) ? null : await this.#beside.document(path);
    if (!document) {
      part.list(
        `provider ${JSON.stringify(reference)}`,
        isProgram(path) ? 'it is a program' : 'it cannot be read',
      );
      return [];
    }
    part.take();
    return this.read(this.#account.open(document.value, path));
  }

  /** `whole`: what is listed when it is none of ours. `settings`: where its settings stand. */
  async #targetOf(
    id: string,
    named: SourcePart,
    whole: SourcePart,
    settings: SourcePart | null,
  ): Promise<ReadTarget[]> {
    const read = modelOf(fillEnv(id, this.#env));
    if ('why' in read) {
      whole.list(`provider ${JSON.stringify(id)}`, `${read.why}; choose another with --target`);
      return [];
    }
    if (read.but !== undefined) named.listChange(`provider ${JSON.stringify(id)}`, read.but);
    if (!settings || settings.value === id) {
      named.take();
      return [{ entry: { model: read.model }, prompts: null, tools: null, place: whole.place }];
    }
    if (named !== settings) named.take();
    // behind the name of a model, an `id` is what it is called
    const own = settings.field('id');
    const label =
      settings.field('label')?.text() ?? (own?.place === named.place ? null : own?.text()) ?? null;
    const target: ReadTarget = {
      entry: { model: read.model, ...(label !== null && { label }) },
      prompts: settings.field('prompts') ?? null,
      tools: null,
      place: whole.place,
    };
    settings.field('env')?.list('environment of a provider', 'variables come from the shell');
    settings.field('transform')?.list('transform of a provider', 'scorers see the original answer');
    for (const name of ['delay', 'inputs'])
      settings.field(name)?.list(`provider field ${name}`, 'it has no equivalent; see `limits`');
    const parameters: Parameters = {};
    for (const [name, part] of settings.field('config')?.fields() ?? [])
      this.#takeSetting(name, await this.#opened(part), target, parameters);
    if (Object.keys(parameters).length > 0) target.entry.parameters = parameters;
    return [target];
  }

  /** A setting that stands in a file of its own. */
  async #opened(part: SourcePart): Promise<SourcePart> {
    if (!isReference(part.value)) return part;
    const { path } = referenceOf(part.value);
    const document = /\.(?:ya?ml|json)$/i.test(path) ? await this.#beside.document(path) : null;
    if (!document || typeof document.value !== 'object' || document.value === null) return part;
    part.take();
    return this.#account.open(document.value, path);
  }

  #takeSetting(name: string, given: SourcePart, target: ReadTarget, parameters: Parameters): void {
    const { value } = given;
    const filled = typeof value === 'string' ? fillEnv(value, this.#env) : value;
    if (name === 'apiKey') return this.#takeKey(given, target);
    if (name === 'apiKeyEnvar' || name === 'apiKeyEnv') {
      if (typeof value !== 'string' || !/^\w+$/.test(value))
        return given.list(`setting ${name}`, 'it is not the name of a variable');
      target.entry.apiKeyEnv = given.take() as string;
      return;
    }
    if (typeof filled === 'string' && /\{\{/.test(filled))
      return given.list(`setting ${name}`, 'promptfoo fills it in from the environment: write its value');
    if (typeof filled === 'string' && isReference(filled))
      return given.list(`setting ${name}`, `it is in ${filled}`);
    if (name === 'apiBaseUrl') {
      const address = httpAddressSchema.safeParse(filled);
      if (!address.success) return given.list(`setting ${name}`, 'it is not an http(s) address');
      given.take();
      target.entry.baseUrl = address.data;
    } else if (name === 'headers') this.#takeHeaders(given, target);
    else if (name === 'tools' || name === 'functions') {
      const tools = toolsOf(value);
      if (tools === null) given.list(`setting ${name}`, 'they are not only functions');
      else target.tools = { part: given, tools };
    } else if (!takeParameter(name, filled === value ? given : given.with(filled), parameters))
      given.list(`setting ${name}`, 'it has no equivalent; try parameters.providerOptions');
  }

  #takeKey(part: SourcePart, target: ReadTarget): void {
    const [, variable] = /^\s*\{\{\s*env\.(\w+)\s*\}\}\s*$/.exec(String(part.value)) ?? [];
    if (variable === undefined)
      return part.list('setting apiKey', 'keys are never copied: name the variable with apiKeyEnv');
    part.take();
    target.entry.apiKeyEnv = variable;
  }

  #takeHeaders(part: SourcePart, target: ReadTarget): void {
    const headers: Record<string, string> = {};
    for (const [name, inner] of part.fields()) {
      const text = fillEnv(String(inner.value), this.#env);
      if (secret.test(name) || secret.test(text) || isFields(inner.value))
        inner.list(`header ${name}`, 'it may contain a key, which is never copied: see apiKeyEnv');
      else if (text.includes('{{'))
        inner.list(`header ${name}`, 'promptfoo fills it in from the environment');
      else {
        inner.take();
        headers[name] = text;
      }
    }
    if (Object.keys(headers).length > 0) target.entry.headers = headers;
  }
}

/** Tools stand with the suite: they are taken when every target has the same. */
export function sharedTools(targets: ReadTarget[]): Tool[] | null {
  const [first] = targets;
  const isSame =
    first?.tools &&
    targets.every(({ tools }) => JSON.stringify(tools?.tools) === JSON.stringify(first.tools?.tools));
  for (const { tools } of targets)
    if (isSame && tools) takeTools(tools.part);
    else
      tools?.part.list(
        'tools of a provider',
        'other providers have other tools, and tools belong to the suite',
      );
  return isSame ? (first.tools?.tools ?? null) : null;
}

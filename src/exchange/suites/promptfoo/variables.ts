/** Values of one test: files are read, lists stand for as many tests, names inside values are filled in. */
import { extname } from 'node:path';
import { isProgram, isReference, parseYaml, referenceOf, type Beside } from './beside.ts';
import type { Fields, SourcePart } from './source-part.ts';
import { asTemplate, computed, fillEnv, fillIn, hasTags } from './template.ts';

/** More combinations of one test's values than this are refused. */
const maxCombinations = 1000;
const media = /\.(?:jpe?g|png|gif|bmp|webp|svg|mp4|webm|ogg|mov|avi|wmv|mkv|m4v|wav|mp3|m4a|pdf)$/i;

interface Filling {
  variables: Fields;
  parts: ReadonlyMap<string, SourcePart>;
  filled: Map<string, unknown>;
  /** Names whose values are being filled in. */
  open: string[];
}

export class VariableReader {
  readonly #beside: Beside;
  readonly #env: Fields;

  constructor(beside: Beside, env: Fields) {
    this.#beside = beside;
    this.#env = env;
  }

  /** The values of each test that this one stands for; `null`: a value cannot be had, which is listed. */
  async combinations(parts: ReadonlyMap<string, SourcePart>, isExpanded: boolean): Promise<Fields[] | null> {
    let found: Fields[] = [{}];
    for (const [name, part] of parts) {
      const values = await this.#valuesOf(part, isExpanded);
      if (values === null) return null;
      if (found.length * values.length > maxCombinations) {
        part.list('tests with very many combinations of values', `more than ${maxCombinations}`);
        return null;
      }
      found = found.flatMap((before) => values.map((value) => ({ ...before, [name]: value })));
    }
    return found.map((variables) => this.#filled(variables, parts));
  }

  async #valuesOf(part: SourcePart, isExpanded: boolean): Promise<unknown[] | null> {
    const { value } = part;
    if (Array.isArray(value) && typeof value[0] === 'string' && isExpanded) {
      const found: unknown[] = [];
      for (const item of part.items()) {
        const values = await this.#one(item);
        if (values === null) return null;
        found.push(...values);
      }
      return found;
    }
    return this.#one(part);
  }

  async #one(part: SourcePart): Promise<unknown[] | null> {
    const value = part.take();
    if (typeof value !== 'string') return [value];
    if (value.startsWith('package:'))
      return this.#refuse(part, 'values made by a program', `it is \`${value}\``);
    if (!isReference(value)) return [value.replace(/\n$/, '')];
    const { path } = referenceOf(value);
    if (isProgram(path)) return this.#refuse(part, 'values made by a program', `it is \`${value}\``);
    if (media.test(path))
      return this.#refuse(part, 'values that are pictures, sound or documents', `it is ${path}`);
    const names = await this.#beside.find(path);
    if (names.length === 0)
      return this.#refuse(part, 'values of a file that is not there', `there is no ${path}`);
    return Promise.all(names.map((name) => this.#contentOf(name)));
  }

  #refuse(part: SourcePart, what: string, why: string): null {
    part.list(`tests with ${what}`, why);
    return null;
  }

  async #contentOf(name: string): Promise<string> {
    const text = (await this.#beside.text(name)) ?? '';
    if (!/^\.ya?ml$/i.test(extname(name))) return text.trim();
    try {
      return JSON.stringify(parseYaml(text));
    } catch {
      return text.trim();
    }
  }

  #filled(variables: Fields, parts: ReadonlyMap<string, SourcePart>): Fields {
    const filled = new Map<string, unknown>();
    for (const name of Object.keys(variables)) this.#fill(name, { variables, parts, filled, open: [] });
    return Object.fromEntries(Object.keys(variables).map((name) => [name, filled.get(name)]));
  }

  /** Values that a value names are filled in first. */
  #fill(name: string, state: Filling): unknown {
    const { variables, parts, filled, open } = state;
    if (filled.has(name)) return filled.get(name);
    const value = variables[name];
    const part = parts.get(name);
    let result = value;
    if (value === null) result = '';
    else if (typeof value === 'string' && hasTags(value))
      result = this.#fillText(name, value, { ...state, open: [...open, name] });
    else if (typeof value === 'object') this.#noteNested(value, part);
    filled.set(name, result);
    return result;
  }

  #fillText(name: string, value: string, state: Filling): string {
    const part = state.parts.get(name);
    const text = fillEnv(value, this.#env);
    const why = computed(text);
    if (why !== null) {
      part?.listChange('values with templates that are computed: sent as they are written', why);
      return value;
    }
    const named = asTemplate(text).names.map((path) => path.split('.')[0] as string);
    if (named.some((other) => state.open.includes(other))) {
      part?.listChange(
        'values that name themselves: sent as they are written',
        `${state.open.join(' → ')} has no end`,
      );
      return value;
    }
    const known = named.filter((other) => Object.hasOwn(state.variables, other));
    return fillIn(text, Object.fromEntries(known.map((other) => [other, this.#fill(other, state)])));
  }

  #noteNested(value: unknown, part: SourcePart | undefined): void {
    if (hasTags(JSON.stringify(value)))
      part?.listChange(
        'templates inside lists and objects of values: sent as they are written',
        'only texts are filled in',
      );
  }
}

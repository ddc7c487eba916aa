/** Files that a configuration names, beside it. */
import { glob, readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { refuseDepth } from '../../../base/nesting.ts';

const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() ?? false;

/** YAML with its merge keys, which JSON is a part of. Throws its error. */
export const parseYaml = (text: string): unknown =>
  refuseDepth(parse(text, { merge: true, maxAliasCount: 10_000, logLevel: 'error' }) as unknown);

type Reference = `file://${string}`;

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'string' && value.startsWith('file://');

/** The path of `file://x`, and the function behind its last colon. */
export function referenceOf(text: string): { path: string; called: string | null } {
  const path = text.replace(/^file:\/\//, '');
  const [, file, called] = /^(.*\.\w+):([\w.]+)$/.exec(path) ?? [];
  return file === undefined || called === undefined ? { path, called: null } : { path: file, called };
}

export const isProgram = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|py|rb|go|sh|bash|exe|bat|cmd|ps1|pl)$/i.test(path);

export class Beside {
  readonly #folder: string;
  constructor(folder: string) {
    this.#folder = folder;
  }

  path(name: string): string {
    return resolve(this.#folder, name);
  }

  /** The files of a name or glob, as they would be named in the configuration, sorted; none: there is no such file. */
  async find(name: string): Promise<string[]> {
    if (await isFile(this.path(name))) return [name];
    if (!/[*?[{]/.test(name)) return [];
    const found: string[] = [];
    for await (const each of glob(name, { cwd: this.#folder }))
      if (await isFile(this.path(each))) found.push(relative(this.#folder, this.path(each)));
    return found.sort();
  }

  /** `null`: it cannot be read. */
  async text(name: string): Promise<string | null> {
    const text = await readFile(this.path(name), 'utf8').catch(() => null);
    return text?.replace(/^\uFEFF/, '') ?? null;
  }

  /** A YAML or JSON file; `null`: it cannot be read. */
  async document(name: string): Promise<{ value: unknown } | null> {
    const text = await this.text(name);
    if (text === null) return null;
    try {
      return { value: parseYaml(text) };
    } catch {
      return null;
    }
  }
}

/** Prompts of a configuration: texts, conversations, and the files that hold them. */
import { extname } from 'node:path';
import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import type { MessageEntry } from '../../../contract/content.ts';
import type { PromptEntry } from '../../../contract/suite.ts';
import { isProgram, referenceOf, type Beside } from './beside.ts';
import { readChat } from './chat-messages.ts';
import type { SourcePart } from './source-part.ts';
import { asTemplate, computed, fillEnv } from './template.ts';

export interface ReadPrompt {
  /** How targets may call it. */
  called: string[];
  label: string | null;
  entry: { user: string } | { messages: MessageEntry[] };
  /** Variables in it. */
  names: string[];
}

/** A prompt as it is written, before it is looked at. */
interface Raw {
  text: string;
  isYaml: boolean;
  label: string | null;
}

const endings =
  /\.(?:txt|md|j2|json|jsonl|ya?ml|csv|prompty|[cm]?[jt]s|py|rb|go|sh|bash|exe|bat|cmd|ps1|pl)$/i;

function mayBeFile(text: string): boolean {
  if (text.startsWith('file://')) return true;
  if (text.includes('\n') || text.includes('{{')) return false;
  return endings.test(referenceOf(text).path) || /^[\w./*[\]{},-]*\*[\w./*[\]{},-]*$/.test(text);
}

/** Prompts of a text file stand between lines of `---`. */
const separated = (text: string) =>
  text
    .split(/^[ \t]*---[ \t]*$/m)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const format = { columns: true, bom: true, relax_quotes: true, skip_empty_lines: true, trim: true } as const;

function rowsIn(text: string): Record<string, string>[] | null {
  try {
    return parseCsv(text, format) as unknown as Record<string, string>[];
  } catch (cause) {
    if (cause instanceof CsvError) return null;
    throw cause;
  }
}

/** `null`: it is no table. */
function ofTable(text: string, label: string | null): Raw[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const plain = () => lines.slice(lines[0]?.trim().toLowerCase() === 'prompt' ? 1 : 0);
  if (!text.includes(',')) return plain().map((line) => ({ text: line, isYaml: false, label }));
  const rows = rowsIn(text);
  if (!rows) return null;
  return rows.flatMap((row) =>
    row['prompt'] ? [{ text: row['prompt'], isYaml: false, label: row['label'] || label }] : [],
  );
}

function ofFile(path: string, text: string, label: string | null): Raw[] | null {
  switch (extname(path).toLowerCase()) {
    case '.txt':
      return separated(text).map((part) => ({ text: part, isYaml: false, label }));
    case '.jsonl':
      return text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => ({ text: line, isYaml: false, label }));
    case '.csv':
      return ofTable(text, label);
    default:
      return [{ text: text.trimEnd(), isYaml: /\.ya?ml$/i.test(path), label }];
  }
}

export class PromptReader {
  readonly #beside: Beside;
  readonly #env: Record<string, unknown>;

  constructor(beside: Beside, env: Record<string, unknown>) {
    this.#beside = beside;
    this.#env = env;
  }

  async read(part: SourcePart | undefined): Promise<ReadPrompt[]> {
    // without prompts the tool sends the variable `prompt`
    if (!part) return [{ called: [], label: null, entry: { user: '{{prompt}}' }, names: ['prompt'] }];
    const isMap = typeof part.value === 'object' && part.value !== null && !Array.isArray(part.value);
    const isOne = isMap && ['raw', 'id', 'label'].some((name) => part.field(name) !== undefined);
    if (isMap && !isOne) {
      const found: ReadPrompt[] = [];
      for (const [text, label] of part.fields())
        found.push(...(await this.#readText(text, String(label.take()), label)));
      return found;
    }
    const found: ReadPrompt[] = [];
    for (const item of part.items()) found.push(...(await this.#readEntry(item)));
    return found;
  }

  async #readEntry(part: SourcePart): Promise<ReadPrompt[]> {
    if (typeof part.value === 'string') return this.#readText(part.value, null, part);
    const named = part.field('raw') ?? part.field('id');
    if (!named || typeof named.value !== 'string') {
      part.list('prompt without text', 'it has neither `raw` nor `id`');
      return [];
    }
    part.field('config')?.list('config of a prompt', 'parameters belong to targets');
    const id = part.field('raw') ? part.field('id')?.text() : null;
    const label = part.field('label')?.text() ?? id ?? null;
    const found = await this.#readText(named.value, label, named);
    if (found.length > 0 && label !== null && found.every((prompt) => !prompt.label?.includes(label)))
      part.field('label')?.list('label of a table of prompts', 'its rows have their own labels');
    if (found.length === 0) part.list('prompts that are listed above', 'their labels are dropped with them');
    return found.map((prompt) => ({ ...prompt, called: [...prompt.called, ...(id ? [id] : [])] }));
  }

  async #readText(text: string, label: string | null, part: SourcePart): Promise<ReadPrompt[]> {
    if (/^(?:exec|langfuse|portkey|helicone|https?|package):/.test(text) && !/\s/.test(text)) {
      part.list('prompts from a program or a service', `it is \`${text}\``);
      return [];
    }
    const raws = await this.#rawOf(text, label, part);
    const prompts = raws.flatMap((raw) => this.#promptOf(raw, part) ?? []);
    return prompts.map((prompt) => ({ ...prompt, called: [...prompt.called, text] }));
  }

  async #rawOf(text: string, label: string | null, part: SourcePart): Promise<Raw[]> {
    if (!mayBeFile(text)) return [{ text, isYaml: false, label }];
    const { path } = referenceOf(text);
    if (isProgram(path)) {
      part.list('prompts generated by a program', `it is \`${text}\``);
      return [];
    }
    const found: Raw[] = [];
    let isListed = false;
    for (const name of await this.#beside.find(path)) {
      const raws = isProgram(name) ? null : ofFile(name, (await this.#beside.text(name)) ?? '', label);
      if (raws) found.push(...raws);
      else if (isProgram(name)) part.list('prompts generated by a program', `${name} is one`);
      else part.list('prompts of a broken table', `${name} is not CSV: check its quotes and columns`);
      isListed ||= raws === null;
    }
    if (found.length > 0 || isListed) return found;
    // words that only end like the name of a file
    if (!text.startsWith('file://') && /\s/.test(text)) return [{ text, isYaml: false, label }];
    part.list('prompts of a missing file', `there is no ${path}, or it is empty`);
    return [];
  }

  #promptOf({ text: given, isYaml, label }: Raw, part: SourcePart): ReadPrompt | null {
    const text = fillEnv(given, this.#env);
    const why = computed(text);
    if (why !== null) {
      part.list('prompts with template logic', why);
      return null;
    }
    const chat = readChat(text, isYaml);
    if (chat && 'why' in chat) {
      part.list('prompts in JSON or YAML that are not a plain conversation', chat.why);
      return null;
    }
    part.take();
    const called = label === null ? [] : [label];
    if (!chat) {
      const { text: user, names } = asTemplate(text);
      return { called, label, entry: { user }, names };
    }
    const names = new Set<string>();
    const change = (words: string) => {
      const template = asTemplate(words);
      template.names.forEach((name) => names.add(name));
      return template.text;
    };
    const messages = chat.messages.map(({ role, content }) => ({
      role,
      content:
        typeof content === 'string'
          ? change(content)
          : content.map((item) => (item.type === 'text' ? { ...item, text: change(item.text) } : item)),
    }));
    return { called, label, entry: { messages }, names: [...names] };
  }
}

/** Each with an id of its own where one is needed or given. */
export function promptEntries(prompts: ReadPrompt[], isNamed: boolean): PromptEntry[] {
  const used = new Set<string>();
  return prompts.map(({ label, entry }, i) => {
    let id = label ?? (isNamed || prompts.length > 1 ? `prompt-${i + 1}` : null);
    for (let n = 2; id !== null && used.has(id); n++) id = `${label ?? 'prompt'} (${n})`;
    if (id !== null) used.add(id);
    return { ...(id !== null && { id }), ...entry };
  });
}

import type {
  Attachment,
  AttachmentEntry,
  AttachmentSource,
  ContentEntry,
  Message,
  MessageEntry,
  PartEntry,
} from '../contract/content.ts';
import type { CaseEntry, PromptEntry } from '../contract/suite.ts';
import { readAttachment, type Mistake, type ReadAttachment } from './read-attachment.ts';
import { within } from './source.ts';
import type { Path } from '../contract/problems/value-path.ts';
import type { OnFile, Report, Source } from './source.ts';

const placesOfContent = (content: ContentEntry): string[] =>
  typeof content === 'string'
    ? []
    : content.flatMap((part) => (part.type === 'image' ? part.image : part.type === 'file' ? part.file : []));

const listOf = (entries: CaseEntry['attachments']): AttachmentEntry[] =>
  Array.isArray(entries) ? entries : entries === undefined ? [] : [entries];

const placesOfCase = ({ messages = [], turns = [], attachments }: CaseEntry): string[] => [
  ...messages.flatMap(({ content }) => placesOfContent(content)),
  ...turns.flatMap(placesOfContent),
  ...listOf(attachments).map((entry) => (typeof entry === 'string' ? entry : entry.file)),
];

const placesOfPrompt = (entry: PromptEntry): string[] =>
  typeof entry === 'string' ? [] : (entry.messages ?? []).flatMap(({ content }) => placesOfContent(content));

/** Puts what was read of files in the place of their names. */
export class ContentResolver {
  readonly #found: ReadonlyMap<string, ReadAttachment | Mistake>;
  readonly #report: Report;

  constructor(found: ReadonlyMap<string, ReadAttachment | Mistake>, report: Report) {
    this.#found = found;
    this.#report = report;
  }

  /** Where the bytes of all attachments come from, each hash once. */
  get sources(): AttachmentSource[] {
    const sources = new Map<string, AttachmentSource>();
    for (const found of this.#found.values()) {
      if ('message' in found || found.from === null || found.attachment.sha256 === null) continue;
      const { sha256 } = found.attachment;
      sources.set(sha256, { sha256, from: found.from });
    }
    return [...sources.values()];
  }

  messages(entries: MessageEntry[], source: Source): Message[] {
    return entries.map(({ role, content }, i) => ({
      role,
      content: this.content(content, within(source, i, 'content'), role),
    }));
  }

  content(content: ContentEntry, source: Source, role: MessageEntry['role']): Message['content'] {
    if (typeof content === 'string') return content;
    return content.flatMap((part, i) => {
      if (part.type === 'text') return { type: 'text' as const, text: part.text };
      if (role !== 'user')
        this.#report({
          message: `${part.type === 'image' ? 'A picture' : 'A document'} is in a message with the role ${role}.`,
          ...source.place([i]),
          expected: 'pictures and documents in user messages only',
        });
      const found = this.#part(part, source, i);
      return found ?? [];
    });
  }

  attachments(entries: CaseEntry['attachments'], source: Source): Attachment[] {
    const isList = Array.isArray(entries);
    return listOf(entries).flatMap((entry, i) => {
      const path: Path = isList ? [i] : [];
      return typeof entry === 'string'
        ? (this.#attachment(entry, undefined, source, path) ?? [])
        : (this.#attachment(entry.file, entry.alt, source, [...path, 'file']) ?? []);
    });
  }

  #part(part: Exclude<PartEntry, { type: 'text' }>, source: Source, i: number): Attachment | null {
    const place = part.type === 'image' ? part.image : part.file;
    const found = this.#attachment(place, part.alt, source, [i, part.type]);
    if (found === null || part.type === 'file' || found.type === 'image') return found;
    this.#report({
      message: `"${found.name}" is not a picture but ${found.mediaType}.`,
      ...source.place([i, 'image']),
      expected: 'PNG, JPEG, GIF or WebP',
      remedy: 'Write `{type: file, file: …}`.',
    });
    return null;
  }

  #attachment(place: string, alt: string | undefined, source: Source, path: Path): Attachment | null {
    const found = this.#found.get(place);
    if (!found) throw new Error(`"${place}" was not read`);
    if ('message' in found) {
      this.#report({ ...found, ...source.place(path) });
      return null;
    }
    return { ...found.attachment, ...(alt === undefined ? {} : { alt }) };
  }
}

/** Where files are, and who is told before one is read. */
interface Files {
  folder: string;
  onFile?: OnFile;
}

/** Reads every file that prompts and cases name, each once, relative to the folder. */
export async function readContents(
  prompts: PromptEntry[],
  cases: CaseEntry[],
  { folder, onFile }: Files,
  report: Report,
): Promise<ContentResolver> {
  const found = new Map<string, ReadAttachment | Mistake>();
  for (const place of [...prompts.flatMap(placesOfPrompt), ...cases.flatMap(placesOfCase)])
    if (!found.has(place)) found.set(place, await readAttachment(place, folder, onFile));
  return new ContentResolver(found, report);
}

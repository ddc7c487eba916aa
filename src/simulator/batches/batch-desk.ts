/** The batches and files of a running simulator. */
import { newId } from '../../base/id.ts';
import { SimulatedBatch, type BatchEntry, type BatchTimes, type EntryResult } from './simulated-batch.ts';

const shortId = () => newId().replaceAll('-', '');

/** A batch that was not begun, as its file was not right. */
export interface RefusedBatch {
  id: string;
  createdAtMs: number;
  errors: { code: string; message: string; line: number }[];
}

/** What OpenAI tells of a batch besides. */
export interface OpenaiKept {
  inputFileId: string;
  endpoint: string;
  metadata: Record<string, string> | null;
}

/** Batches of one wire, oldest first, each with what its wire keeps beside it. */
export class BatchServer<Kept> {
  readonly files = new Map<string, string>();
  readonly #batches = new Map<string, { batch: SimulatedBatch | RefusedBatch; kept: Kept }>();
  readonly #times: BatchTimes;
  readonly #prefix: string;

  constructor(prefix: string, times: BatchTimes) {
    this.#prefix = prefix;
    this.#times = times;
  }

  newId(): string {
    return `${this.#prefix}${shortId()}`;
  }

  addFile(text: string): string {
    const id = `file-${shortId()}`;
    this.files.set(id, text);
    return id;
  }

  begin(entries: readonly BatchEntry[], kept: Kept, answer: (entry: BatchEntry) => EntryResult): string {
    const id = this.newId();
    return this.add(new SimulatedBatch(id, entries, this.#times, answer), kept);
  }

  add(batch: SimulatedBatch | RefusedBatch, kept: Kept): string {
    this.#batches.set(batch.id, { batch, kept });
    return batch.id;
  }

  find(id: string) {
    return this.#batches.get(id) ?? null;
  }

  /** A page of them, newest first, after the one with that id. */
  page(limit: number, after: string | null) {
    const all = [...this.#batches.values()].toReversed();
    const start = after === null ? 0 : all.findIndex(({ batch }) => batch.id === after) + 1;
    const page = all.slice(start, start + limit);
    return { page, hasMore: start + page.length < all.length };
  }
}

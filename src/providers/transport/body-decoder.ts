/** Undoes the codings of a body while it comes. What a chunk made readable goes on before the next chunk is begun, so it keeps that chunk's stamp. */
import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { TransportError } from './transport-error.ts';

/** Nobody codes more often than this. */
const maxCodings = 4;

const flush = { flush: constants.Z_SYNC_FLUSH };
/** `deflate` means zlib's form; some servers send the bare one. */
const isZlib = (first: number | undefined): boolean => ((first ?? 0) & 0x0f) === 8;
const makers: Record<string, (first: number | undefined) => Transform> = {
  gzip: () => createGunzip(flush),
  deflate: (first) => (isZlib(first) ? createInflate(flush) : createInflateRaw(flush)),
  br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress(),
};
const otherNames: Record<string, string> = { 'x-gzip': 'gzip', 'x-deflate': 'deflate' };

/** In the order they were applied; empty: none. Throws when one of them is not known. */
export function codingsOf(contentEncoding: string | null): string[] {
  const given = (contentEncoding ?? '').toLowerCase().split(',');
  const names = given.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  const known = names.map((name) => otherNames[name] ?? name);
  if (known.length > maxCodings || known.some((name) => !Object.hasOwn(makers, name))) {
    const shown = names.join(', ').slice(0, 100);
    const message = `the answer has an unknown compression: content-encoding is "${shown}"`;
    throw new TransportError('ASSAY_CODING', message);
  }
  return known;
}

function decodingError(coding: string, error: Error & { code?: string }): TransportError {
  const isCut = /unexpected end of file|Z_BUF_ERROR/.test(`${error.message} ${error.code}`);
  return isCut
    ? new TransportError('ASSAY_CUT', `the answer ended inside its ${coding} compression`)
    : new TransportError(
        'ASSAY_CODING',
        `the answer has content-encoding ${coding} but cannot be decoded: ${error.message}`,
      );
}

/** One coding. Bytes go in one piece after the other, each when the one before is through. */
class Stage {
  readonly #coding: string;
  readonly #take: (bytes: Uint8Array) => void;
  #stream: Transform | null = null;
  #reject: (error: Error) => void = () => undefined;

  constructor(coding: string, take: (bytes: Uint8Array) => void) {
    this.#coding = coding;
    this.#take = take;
  }

  write(bytes: Uint8Array): Promise<void> {
    const stream = (this.#stream ??= this.#open(bytes[0]));
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      stream.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  end(): Promise<void> {
    const stream = this.#stream;
    // nothing came: there is nothing to be cut
    if (!stream) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      stream.once('end', resolve).end();
    });
  }

  close(error: Error): void {
    this.#stream?.destroy();
    this.#reject(error);
  }

  #open(first: number | undefined): Transform {
    const stream = (makers[this.#coding] as (typeof makers)[string])(first);
    stream.on('data', (bytes: Buffer) => {
      try {
        this.#take(bytes);
      } catch (error) {
        this.close(error as Error);
      }
    });
    return stream.on('error', (error) => this.close(decodingError(this.#coding, error)));
  }
}

export class BodyDecoder {
  /** The last coding applied is the first undone. */
  readonly #stages: Stage[];
  readonly #onBytes: (bytes: Uint8Array, atMs: number) => void;
  readonly #between: Uint8Array[][];
  #work: Promise<void> = Promise.resolve();
  #atMs = 0;

  /** `onBytes` may throw: nothing more is decoded then. */
  constructor(codings: readonly string[], onBytes: (bytes: Uint8Array, atMs: number) => void) {
    this.#onBytes = onBytes;
    this.#between = codings.map(() => []);
    const last = codings.length - 1;
    this.#stages = codings
      .toReversed()
      .map((coding, i) =>
        i === last
          ? new Stage(coding, (bytes) => this.#onBytes(bytes, this.#atMs))
          : new Stage(coding, (bytes) => void (this.#between[i] as Uint8Array[]).push(bytes)),
      );
  }

  /** Resolves when all that these bytes made readable has gone on. Rejects with what is wrong with them. */
  push(bytes: Uint8Array, atMs: number): Promise<void> {
    return this.#next(async () => {
      this.#atMs = atMs;
      await this.#write(0, bytes);
    });
  }

  end(): Promise<void> {
    return this.#next(async () => {
      for (const [i, stage] of this.#stages.entries()) {
        await stage.end();
        await this.#handOn(i);
      }
    });
  }

  close(): void {
    for (const stage of this.#stages) stage.close(new TransportError('ASSAY_CANCELLED', 'cancelled'));
  }

  #next(task: () => Promise<void>): Promise<void> {
    return (this.#work = this.#work.then(task));
  }

  async #write(i: number, bytes: Uint8Array): Promise<void> {
    await (this.#stages[i] as Stage).write(bytes);
    await this.#handOn(i);
  }

  /** What a coding gave goes to the one below it. */
  async #handOn(i: number): Promise<void> {
    for (const bytes of (this.#between[i] as Uint8Array[]).splice(0)) await this.#write(i + 1, bytes);
  }
}

/** What a shared run needs besides its suite, brought to this machine for as long as it is worked on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { RunRegistry, SharedRun } from '../../contract/run-registry.ts';
import { hashName, placeBelow, writeOnce } from '../../journal/keep-attachments.ts';
import { runDirectory } from '../../journal/run-directory.ts';

export interface BroughtFiles {
  /** Pictures and documents, each in a file named by the SHA-256 of its bytes. */
  attachments: string;
  /** Stands for the folder of the suite. */
  suite: string;
}

export interface FileBringer {
  /** Throws `run-not-found` when a file was never kept. */
  bring(shared: SharedRun): Promise<BroughtFiles>;
  /** Removes them all. */
  close(): Promise<void>;
}

/** Programs of scorers run as nobody, and may be among the files; the folder around them is closed to others. */
const openMode = 0o755;

type Registry = Pick<RunRegistry, 'file'>;

async function bytesOf(registry: Registry, sha256: string): Promise<Uint8Array> {
  const bytes = await registry.file(sha256);
  if (bytes) return bytes;
  throw new AssayError('run-not-found', `The control database has no file ${sha256}, which the run needs.`, {
    remedy: 'Start the run again with the same command: what is missing is sent again.',
  });
}

/** Every file is brought once, however many lanes need it. */
export function createFileBringer(registry: Registry): FileBringer {
  let root: Promise<string> | null = null;
  return {
    async bring({ run, suite, files = [] }) {
      root ??= mkdtemp(join(tmpdir(), 'assay-files-'));
      const attachments = join(await root, 'attachments');
      // made by whoever can write into the database
      const folder = runDirectory(await root, run.run_id).path;
      for (const { sha256 } of suite.attachments ?? [])
        await writeOnce(join(attachments, hashName(sha256)), () => bytesOf(registry, sha256));
      for (const { path, sha256 } of files) {
        const place = placeBelow(folder, path, `run ${run.run_id}`);
        await writeOnce(place, () => bytesOf(registry, sha256), openMode);
      }
      return { attachments, suite: folder };
    },
    async close() {
      if (root) await rm(await root, { recursive: true, force: true });
    },
  };
}

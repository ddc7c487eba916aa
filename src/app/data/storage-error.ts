/** What the system and the engine say of a place that cannot be read or written, as an error a user can do something about. */
import { AssayError } from '../../contract/errors.ts';

const remedies = new Map<string, string>([
  ['ENOSPC', 'Free disk space, then run the same command again.'],
  ['EDQUOT', 'Free disk space, or have your quota raised, then run the same command again.'],
  ['EROFS', 'Choose a data directory that can be written with --data-dir.'],
  ['EACCES', 'Give yourself the permission, or choose another data directory with --data-dir.'],
  ['EPERM', 'Give yourself the permission, or choose another data directory with --data-dir.'],
  ['EMFILE', 'Allow more open files (`ulimit -n 4096`), then run the same command again.'],
  [
    'ENFILE',
    'The whole machine has too many files open: end what holds them, then run the same command again.',
  ],
  ['EIO', 'The disk fails: save the data directory elsewhere. `assay doctor` says what can still be read.'],
]);

const spoken: [RegExp, string][] = [
  [/Too many open files/i, 'EMFILE'],
  [/No space left on device|not enough space|disk is full/i, 'ENOSPC'],
  [/Read-only file system/i, 'EROFS'],
  [/Permission denied/i, 'EACCES'],
];

const damaged =
  /CHECKSUM_DOESNT_MATCH|CANNOT_DECOMPRESS|CANNOT_READ_ALL_DATA|CORRUPTED_DATA|BAD_SIZE_OF_FILE_IN_DATA_PART|NO_FILE_IN_DATA_PART|UNEXPECTED_FILE_IN_DATA_PART|UNKNOWN_CODEC|ATTEMPT_TO_READ_AFTER_EOF|FILE_DOESNT_EXIST|TOO_LARGE_SIZE_COMPRESSED/;

const wrongPlaces = new Map<string, string>([
  ['ENOENT', 'there is no such file or folder'],
  ['EISDIR', 'it is a folder, not a file'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

/** A file that the command line names and that cannot be opened. */
function misplaced({ code, path, syscall }: NodeJS.ErrnoException, cause: Error): AssayError | null {
  const why = wrongPlaces.get(code ?? '');
  if (why === undefined || path === undefined || syscall !== 'open') return null;
  return new AssayError('usage', `${path} cannot be opened: ${why}`, {
    remedy: 'Name a file in a folder that exists.',
    cause,
  });
}

/** `null`: it is none of them. */
export function storageError(error: unknown): AssayError | null {
  if (!(error instanceof Error)) return null;
  const { code, type } = error as { code?: unknown; type?: unknown };
  const said = spoken.find(([pattern]) => pattern.test(error.message))?.[1];
  const remedy = remedies.get(said ?? String(code));
  if (remedy !== undefined) return new AssayError('store-failed', error.message, { remedy, cause: error });
  if (typeof type !== 'string' || !damaged.test(type)) return misplaced(error, error);
  return new AssayError('store-failed', `The database is damaged: ${error.message}`, {
    remedy: '`assay doctor --repair` moves it to damaged/ and reads the journals into a new one.',
    cause: error,
  });
}

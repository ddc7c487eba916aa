import { readFile, stat } from 'node:fs/promises';
import { decodeText, NotInEncoding } from '../base/decode-text.ts';
import type { Report } from './source.ts';

/** The longest text that the platform has, about; what is read whole must fit. */
const maxWholeBytes = 500_000_000;

/** Does the work; bytes that are no text in their encoding are reported, and `otherwise` is given back. */
export async function reportingEncoding<Result>(
  file: string,
  report: Report,
  work: () => Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof NotInEncoding)) throw cause;
    report({
      message: `The file cannot be read: ${cause.message}.`,
      location: { file, line: cause.line },
      expected: 'text in UTF-8, or in UTF-16',
      remedy:
        'Save it as UTF-8 (in Excel: "CSV UTF-8"); for a data file you can also name its encoding, e.g. `encoding: windows-1252`.',
    });
    return otherwise;
  }
}

/** A whole file as text, without the mark at its start; `undefined` after reporting why not. */
export async function readText(file: string, report: Report, encoding?: string): Promise<string | undefined> {
  const { size } = await stat(file);
  if (size > maxWholeBytes) {
    report({
      message: `The file has ${Math.round(size / 1e6)} MB.`,
      location: { file },
      expected: `at most ${maxWholeBytes / 1e6} MB of JSON or YAML, which are read whole`,
      remedy: 'Write its cases as JSONL, one row per line: this is read line by line.',
    });
    return undefined;
  }
  const read = async () => {
    const pieces: string[] = [];
    for await (const piece of decodeText([await readFile(file)], encoding)) pieces.push(piece);
    return pieces.join('');
  };
  return reportingEncoding(file, report, read, undefined);
}

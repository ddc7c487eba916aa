import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unsupportedNotes } from '../run/unsupported-notes.ts';
import { readSuiteFile } from './read-suite-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-read-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): string {
  const path = join(folder, 'suite.yaml');
  writeFileSync(path, `name: n\ntargets: [ollama/x]\n${text}\n`);
  return path;
}
const scored = (text: string) => readSuiteFile(written(text), {}, { isScored: true });

describe('a suite that is about to be paid for', () => {
  it('is refused where no case gives a scorer what it goes by, with the place', async () => {
    const text = 'scorers: [exact]\ncases:\n  - { id: a, input: x }\n  - { id: b, input: y }';
    await expect(scored(text)).rejects.toMatchObject({
      code: 'suite-invalid',
      problems: [
        {
          message: expect.stringContaining('"exact" could score none of its 2 cases'),
          location: { file: join(folder, 'suite.yaml'), line: 5 },
        },
      ],
    });
    // to look at it nothing need be scored
    expect((await readSuiteFile(written(text))).cases).toHaveLength(2);
  });

  it('names the line of a data file', async () => {
    writeFileSync(join(folder, 'cases.csv'), 'id,question,answer\n1,a,b\n2,c,d\n');
    await expect(
      scored('scorers: [numeric]\ncases: { file: cases.csv, map: { input: question, expected: answer } }'),
    ).rejects.toMatchObject({
      problems: [
        {
          message: expect.stringContaining('no number'),
          location: { file: join(folder, 'cases.csv'), line: 2 },
        },
      ],
    });
  });

  it('is taken, with a count, where some cases lack it', async () => {
    const suite = await scored(
      'scorers: [exact, { type: length, max: 9 }]\ncases:\n  - { id: a, input: x, expected: y }\n  - { id: b, input: y }\n  - { id: c, input: z }',
    );
    expect(await unsupportedNotes(suite)).toEqual([
      '2 of 3 cases cannot be scored by exact (b, c): The case expects no text to compare with.',
    ]);
  });

  it('may have no scorers at all', async () => {
    const suite = await scored('cases: [{ id: a, input: x }]');
    expect(await unsupportedNotes(suite)).toEqual([]);
  });
});

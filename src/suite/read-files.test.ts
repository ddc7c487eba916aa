/** Which files a suite reads besides its own, and how they are kept from being read. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { suiteFolder } from '../../test/suite-folder.ts';
import { AssayError } from '../contract/errors.ts';
import { loadSuite, suiteOf } from './load-suite.ts';

const checkScorer = () => undefined;
const png = '\u0089PNG';

const named = {
  name: 'n',
  cases: [
    { file: 'rows.jsonl' },
    { file: 'more/*.jsonl' },
    { id: 'own', input: 'Q', attachments: ['picture.png'] },
  ],
  load: { shape: 'trace-replay', file: 'trace.csv' },
};

const folder = () =>
  suiteFolder({
    'suite.json': JSON.stringify(named),
    'rows.jsonl': '{"id": "r", "input": "R"}\n',
    'more/a.jsonl': '{"id": "a", "input": "A"}\n',
    'more/b.jsonl': '{"id": "b", "input": "B"}\n',
    'picture.png': png,
    'trace.csv': 'timestamp\n1\n2\n',
  });

const files = ['rows.jsonl', 'more/a.jsonl', 'more/b.jsonl', 'picture.png', 'trace.csv'];

it('tells of every file, once each, of a suite file and of an object alike', async () => {
  const at = await folder();
  const ofFile: string[] = [];
  const ofObject: string[] = [];
  // the picture is none: that is told in the end, when all has been read
  await loadSuite(join(at, 'suite.json'), { checkScorer, onFile: (path) => void ofFile.push(path) }).catch(
    () => undefined,
  );
  await suiteOf(named, at, { checkScorer, onFile: (path) => void ofObject.push(path) }).catch(
    () => undefined,
  );
  expect(ofFile).toEqual(files.map((name) => join(at, name)));
  expect(ofObject).toEqual(ofFile);
});

it.each(files)('does not read %s when it may not', async (name) => {
  const at = await folder();
  const refusal = new AssayError('not-allowed', 'not this one');
  const onFile = (path: string) => {
    if (path === join(at, name)) throw refusal;
  };
  await expect(suiteOf(named, at, { checkScorer, onFile })).rejects.toBe(refusal);
});

it('is the same suite as an object and as a file, without changing the object', async () => {
  const value = {
    name: 'n',
    targets: ['a/b'],
    cases: [{ id: 'a', input: 'hi', expected: 7 }],
    scorers: ['exact'],
  };
  const before = structuredClone(value);
  const at = await suiteFolder({ 'suite.json': JSON.stringify(value) });
  expect(await suiteOf(value, at, { checkScorer })).toEqual(
    await loadSuite(join(at, 'suite.json'), { checkScorer }),
  );
  expect(value).toEqual(before);
});

it('names every problem of an object by its path', async () => {
  const error = await suiteOf({ nam: 'n', cases: [{ input: 3 }] }, '/', { checkScorer }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'suite-invalid', message: 'The suite "inline suite" has 3 problems.' });
  expect((error as AssayError).problems.map(({ path }) => path)).toEqual([
    undefined,
    'nam',
    'cases[0].input',
  ]);
});

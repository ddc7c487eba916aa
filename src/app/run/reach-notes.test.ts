import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Suite } from '../../contract/suite.ts';
import { loadSuite } from '../../suite/load-suite.ts';
import { suiteFolder } from '../../../test/suite-folder.ts';
import { keyNotes, outsideNotes } from './reach-notes.ts';

const checkScorer = () => undefined;

it('names the files outside of the folder, those behind a link too', async () => {
  const folder = await suiteFolder({
    'own/suite.yaml': `name: s
cases: [{file: cases.jsonl}, {file: ../other/more.jsonl}, {file: linked.jsonl}]`,
    'own/cases.jsonl': '{"id": "a", "input": "A?"}\n',
    'other/more.jsonl': '{"id": "b", "input": "B?"}\n',
    'other/secret.jsonl': '{"id": "c", "input": "C?"}\n',
  });
  await symlink(join(folder, 'other/secret.jsonl'), join(folder, 'own/linked.jsonl'));
  const path = join(folder, 'own/suite.yaml');
  const files: string[] = [];
  await loadSuite(path, { checkScorer, onFile: (file) => void files.push(file) });
  expect(files).toHaveLength(3);
  const [note, ...rest] = await outsideNotes(path, files);
  expect(rest).toEqual([]);
  expect(note).toMatch(/^2 files outside of the suite's folder are read: \S+more\.jsonl, \S+secret\.jsonl$/);
  expect(await outsideNotes(path, [join(folder, 'own/cases.jsonl')])).toEqual([]);
});

it('says which variable goes to which host', () => {
  const target = (provider: string, more = {}) => ({
    label: provider,
    provider,
    model: 'm',
    parameters: {},
    ...more,
  });
  const suite = {
    targets: [
      target('openai'),
      target('openai', { baseUrl: 'https://gateway.example/v1', apiKeyEnv: 'OPENAI_API_KEY' }),
      target('compatible', { baseUrl: 'http://127.0.0.1:8000/v1', apiKeyEnv: 'MINE' }),
      target('compatible', { baseUrl: 'http://127.0.0.1:9000/v1', apiKeyEnv: 'UNSET' }),
      target('sim'),
    ],
    cases: [],
  } as unknown as Suite;
  expect(keyNotes(suite, { OPENAI_API_KEY: 'a', MINE: 'b' })).toEqual([
    'the key in OPENAI_API_KEY goes to OpenAI, gateway.example',
    'the key in MINE goes to 127.0.0.1:8000',
  ]);
});

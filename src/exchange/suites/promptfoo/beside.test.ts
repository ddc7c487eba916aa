import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Beside, isProgram, parseYaml, referenceOf } from './beside.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-beside-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'sub', 'folder.yaml'), { recursive: true });
for (const [name, text] of [
  ['b.yaml', '\ufeffk: 1'],
  ['sub/a.yaml', 'x'],
  ['sub/c.txt', 't'],
  ['odd[1].txt', 'brackets'],
  ['broken.json', '{"a": '],
] as const)
  writeFileSync(join(folder, name), text);
const beside = new Beside(folder);

describe('references', () => {
  it.each([
    ['file://a.js:run', { path: 'a.js', called: 'run' }],
    ['file://a.py:Mod.run', { path: 'a.py', called: 'Mod.run' }],
    ['a.txt', { path: 'a.txt', called: null }],
    ['file:///root/a.txt', { path: '/root/a.txt', called: null }],
    ['C:\\a.js', { path: 'C:\\a.js', called: null }],
    ['file://a.js:', { path: 'a.js:', called: null }],
    ['noon:12', { path: 'noon:12', called: null }],
  ])('%s', (text, reference) => expect(referenceOf(text)).toEqual(reference));

  it('tells programs from texts by their ending', () => {
    expect(['a.js', 'a.MTS', 'a.tsx', 'a.py', 'a.sh', 'a.ps1'].every(isProgram)).toBe(true);
    expect(['a.json', 'a.txt', 'js', 'a.py.md', 'a.yaml'].some(isProgram)).toBe(false);
  });
});

describe('files', () => {
  it.each([
    ['b.yaml', ['b.yaml']],
    ['sub/*', ['sub/a.yaml', 'sub/c.txt']],
    ['**/*.yaml', ['b.yaml', 'sub/a.yaml']],
    ['{b.yaml,sub/c.txt}', ['b.yaml', 'sub/c.txt']],
    ['odd[1].txt', ['odd[1].txt']],
    ['gone.txt', []],
    ['sub', []],
    ['gone/*.txt', []],
  ])('%s', async (name, found) => expect(await beside.find(name)).toEqual(found));

  it('are read without the mark at their start', async () => {
    expect(await beside.text('b.yaml')).toBe('k: 1');
    expect(await beside.document('b.yaml')).toEqual({ value: { k: 1 } });
  });

  it('that cannot be read are nothing', async () => {
    expect(await beside.text('gone.txt')).toBeNull();
    expect(await beside.text('sub')).toBeNull();
    expect(await beside.document('broken.json')).toBeNull();
  });
});

it('reads merge keys of YAML, and JSON', () => {
  expect(parseYaml('a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }')).toEqual({
    a: { x: 1, y: 2 },
    b: { x: 1, y: 3 },
  });
  expect(parseYaml('{"a": [1, null]}')).toEqual({ a: [1, null] });
  expect(() => parseYaml('a: [')).toThrow();
});

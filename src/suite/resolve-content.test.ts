import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../contract/content-parts.ts';
import type { AssayError, Problem } from '../contract/errors.ts';
import { loadSuite } from './load-suite.ts';
import { renderMessages } from './render-messages.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-attachments-'));
  await writeFile(join(folder, 'chart.png'), png);
  await writeFile(join(folder, 'paper.pdf'), '%PDF-1.7');
  await writeFile(join(folder, 'notes.txt'), 'no picture');
  await writeFile(join(folder, 'empty.png'), '');
  await writeFile(join(folder, 'huge.png'), Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024)]));
  await writeFile(join(folder, 'cases.csv'), 'question,picture\nWhat?,chart.png\nAnd?,paper.pdf\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function load(yaml: string) {
  const path = join(folder, 'suite.yaml');
  await writeFile(path, `name: n\ntargets: [a/b]\n${yaml}`);
  return loadSuite(path, { checkScorer: () => undefined });
}
const problemsOf = (yaml: string): Promise<Problem[]> =>
  load(yaml).then(
    () => [],
    (error: AssayError) => error.problems,
  );

describe('pictures and documents', () => {
  it('are recognised, hashed, and sent before the words of the last user message', async () => {
    const suite = await load(
      'cases: [{input: "What?", attachments: [chart.png, {file: paper.pdf, alt: A paper}]}]',
    );
    const [testCase] = suite.cases;
    const picture = {
      type: 'image',
      name: 'chart.png',
      mediaType: 'image/png',
      bytes: 12,
      sha256: sha256(png),
    };
    expect(testCase?.attachments).toMatchObject([
      picture,
      { type: 'file', name: 'paper.pdf', mediaType: 'application/pdf', alt: 'A paper' },
    ]);
    const [message] = renderMessages(suite.prompts[0]!, testCase!);
    expect(message?.content).toMatchObject([picture, { type: 'file' }, { type: 'text', text: 'What?' }]);
    expect(suite.attachments).toContainEqual({ sha256: sha256(png), from: join(folder, 'chart.png') });
  });

  it('stand in messages of cases and prompts as parts', async () => {
    const suite = await load(`
prompts:
  - messages:
      - role: user
        content: [{ type: image, image: chart.png }, { type: text, text: 'Like {{x}}?' }]
      - { role: assistant, content: Yes }
    user: '{{input}}'
cases: [{ input: And this?, variables: { x: that } }]`);
    const messages = renderMessages(suite.prompts[0]!, suite.cases[0]!);
    expect(messages.map(({ content }) => textOf(content))).toEqual(['Like that?', 'Yes', 'And this?']);
    expect(messages[0]?.content[0]).toMatchObject({ type: 'image', sha256: sha256(png) });
  });

  it('come from a column of a table', async () => {
    const suite = await load('cases: {file: cases.csv, map: {input: question, attachments: picture}}');
    expect(suite.cases.map(({ attachments }) => attachments?.[0]?.type)).toEqual(['image', 'file']);
  });

  it('are taken from data: URLs, and left to the provider where they lie on https:', async () => {
    const data = `data:image/png;base64,${png.toString('base64')}`;
    const url = 'https://example.org/x/cat.jpg?size=2';
    const suite = await load(`cases: [{input: a, attachments: ['${data}', '${url}']}]`);
    expect(suite.cases[0]?.attachments).toMatchObject([
      { name: 'inline.png', sha256: sha256(png) },
      { name: 'cat.jpg', sha256: null, bytes: null, url },
    ]);
    expect(suite.attachments).toEqual([{ sha256: sha256(png), from: data }]);
  });

  it('change the hash of the suite when their bytes change, and only then', async () => {
    const yaml = (name: string) => `cases: [{id: a, input: a, attachments: ${name}}]`;
    const { hash } = await load(yaml('chart.png'));
    expect((await load(yaml('./chart.png'))).hash).toBe(hash);
    await writeFile(join(folder, 'other.png'), Buffer.concat([png, Buffer.of(1)]));
    expect((await load(yaml('other.png'))).hash).not.toBe(hash);
  });

  it.each([
    ['chrat.png', /no file "chrat.png"/, /chart\.png/],
    ['notes.txt', /"notes.txt" has an unknown type/, /put its text into the prompt/],
    ['empty.png', /"empty.png" is empty/, /./],
    ['huge.png', /"huge.png" has 21\.0 MiB/, /smaller/],
    ['https://example.org/cat', /does not show its type/, /Download/],
    ['http://example.org/cat.png', /not a supported address/, null],
    ['.', /is a folder/, null],
    ['data:oops', /cannot be read/, null],
  ])('%s is a problem with its place', async (name, message, remedy) => {
    const [problem, ...more] = await problemsOf(`cases:\n  - input: a\n    attachments: ['${name}']`);
    expect(problem?.message).toMatch(message);
    if (remedy) expect(problem?.remedy).toMatch(remedy);
    expect(problem?.location).toMatchObject({ file: join(folder, 'suite.yaml'), line: 5 });
    expect(more).toEqual([]);
  });

  it('are pictures where a picture is said to be, and come from the user', async () => {
    const problems = await problemsOf(`cases:
  - messages:
      - { role: assistant, content: [{ type: image, image: chart.png }] }
      - { role: user, content: [{ type: image, image: paper.pdf }, { type: sound, text: a }] }`);
    expect(problems.map(({ message }) => message).join()).toMatch(/sound/);
    const more = await problemsOf(`cases:
  - messages:
      - { role: assistant, content: [{ type: image, image: chart.png }] }
      - { role: user, content: [{ type: image, image: paper.pdf }] }`);
    expect(more.map(({ message }) => message)).toEqual([
      'A picture is in a message with the role assistant.',
      '"paper.pdf" is not a picture but application/pdf.',
    ]);
  });
});

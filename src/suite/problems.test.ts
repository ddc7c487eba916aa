import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssayError } from '../contract/errors.ts';
import { suiteFileSchema } from '../contract/suite.ts';
import { problemsOf, suiteFolder } from '../../test/suite-folder.ts';
import { loadSuite } from './load-suite.ts';

const yaml = (text: string, options = {}) => problemsOf({ 's.yaml': text }, options);
const oneCase = 'cases: [{input: hi}]';

describe('problems of a suite', () => {
  it('come all at once, in the order of the file', async () => {
    const found = await yaml(
      [
        'promts: []',
        'repeats: three',
        'temperature: 1',
        'targets:',
        '  - gpt-5',
        'cases:',
        '  - {iput: x}',
      ].join('\n'),
    );
    expect(found.map((line) => line.split(' ')[0])).toEqual([
      's.yaml:1:1',
      's.yaml:1:1',
      's.yaml:2:10',
      's.yaml:3:1',
      's.yaml:5:5',
      's.yaml:7:6',
    ]);
    expect(found.join('\n')).toContain('`name` is missing.');
    expect(found.join('\n')).toMatch(/`promts` is not a field of a suite\. .* Did you mean "prompts"\?/);
    expect(found.join('\n')).toMatch(/`temperature` is not a field .* Put it under `parameters`\./);
    expect(found.join('\n')).toContain(
      '`repeats` is "three". | a whole number greater than 0 and at most 1000',
    );
    expect(found.join('\n')).toContain(
      '"gpt-5" is not a model. | provider/model, e.g. openai/gpt-5-mini | Did you mean "openai/gpt-5"?',
    );
    expect(found.join('\n')).toMatch(/`iput` is not a field of `cases\[0\]`\. .* Did you mean "input"\?/);
  });

  it.each([
    ['limits: {concurrency: 0}', '1:23 `concurrency` is 0. | more than 0'],
    ['limits: {concurency: 2}', '1:10 `concurency` is not a field of `limits`.'],
    ['parameters: {reasoning: hgih}', '1:25 `reasoning` is "hgih".', 'Did you mean "high"?'],
    ['tools: [{name: 7, parameters: {}}]', '1:16 `name` is 7. | text | Put it in quotes: "7".'],
    ['prompts: hello', '1:10 `prompts` is "hello". | a list'],
    [
      'targets: [{model: openai/x, baseUrl: nowhere}]',
      '1:38 `baseUrl` is "nowhere". | an address that begins with http:// or https:// | Write https://nowhere.',
    ],
    ['prompts: [{id: a, user: x}, {id: a, user: y}]', '1:34 Two prompts have the id "a".'],
    ['prompts: [{id: a}]', '1:11 The prompt "a" is empty.'],
    [
      'targets: [{model: openai/x, prompts: [defualt]}]',
      '1:39 There is no prompt "defualt". | one of default | Did you mean "default"?',
    ],
    ['targets: [openai/x, openai/x]', '1:21 "openai/x" is a duplicate target.'],
    [
      'targets: [openai/x, anthropic/y]\nbaseline: openai/y',
      '2:11 `baseline` is "openai/y", which matches no target.',
      '"openai/x"',
    ],
    [
      'targets: [{model: openai/x, label: l}, {model: openai/y, label: l}]',
      '1:65 Two targets have the label "l".',
    ],
    ['scorers: [{type: exact, name: n}, {type: regex, name: n}]', '1:55 Two scorers are named "n".'],
    ['$schema: 3', '1:10 `$schema` is 3.'],
  ])('%s', async (text, start, more = '') => {
    const [first, ...others] = await yaml(`${text}\nname: n\n${oneCase}`);
    expect(first).toContain(`s.yaml:${start}`);
    expect(first).toContain(more);
    expect(others).toEqual([]);
  });

  it.each([
    ['cases: cases.jsonl', 'Write `cases: {file: cases.jsonl}`.'],
    ['cases: []', '`cases` is empty.'],
    ['cases: [3]', '2:9 `cases[0]` is 3. | a mapping'],
    ['description: no cases', '`cases` is missing.'],
  ])('%s', async (text, part) => {
    expect((await yaml(`name: n\n${text}`)).join('\n')).toContain(part);
  });

  it('name the providers there are', async () => {
    const text = `name: n\n${oneCase}\ntargets: [opneai/x]`;
    expect(await yaml(text, { providers: ['openai', 'google'] })).toEqual([
      's.yaml:3:11 "opneai/x" is not a model. | one of the providers openai, google | Did you mean "openai"?',
    ]);
  });

  it('never show a key that was put where its name belongs', async () => {
    const found = await yaml(`name: n\n${oneCase}\ntargets: [{model: openai/x, apiKeyEnv: sk-live-12345}]`);
    expect(found.join()).toContain('3:40 `apiKeyEnv` is not the name of an environment variable.');
    expect(found.join()).not.toContain('12345');
  });

  it('say both places of an id given twice', async () => {
    const text = 'name: n\ncases:\n  - {id: a, input: x}\n  - {id: b, input: x}\n  - {id: a, input: y}';
    expect(await yaml(text)).toEqual([
      's.yaml:5:10 Two cases have the id "a". | a unique id; the first is at s.yaml:3:10 (cases[0].id) | Rename or remove one of them.',
    ]);
    expect((await yaml('name: n\ncases:\n  - {input: x}\n  - {input: x}')).join()).toContain(
      'Two cases have the same content and no id.',
    );
  });

  it('point at an unknown variable inside a prompt', async () => {
    const text =
      'name: n\nprompts:\n  - user: |\n      Hello,\n      dear {{nmae}}\ncases: [{input: x, variables: {name: y}}]';
    expect(await yaml(text)).toEqual([
      's.yaml:5:14 {{nmae}} is not defined in any case. | one of name, input | Did you mean "name"?',
    ]);
  });

  it('count the cases that lack a variable, and tell how to keep braces', async () => {
    const cases = 'cases: [{id: a, input: x}, {id: b, variables: {v: 1}}]';
    expect((await yaml(`name: n\nprompts: ["{{input}}"]\n${cases}`)).join()).toContain(
      '{{input}} is not defined in 1 of 2 cases, e.g. "b".',
    );
    expect((await yaml(`name: n\nprompts: ['{{"a":1}} {{input}}']\ncases: [{input: x}]`)).join()).toContain(
      'write \\{{.',
    );
  });

  it('point at an unknown variable inside the messages of a case', async () => {
    const text = 'name: n\ncases:\n  - messages:\n      - {role: user, content: "Hi {{you}}"}';
    expect((await yaml(text)).join()).toContain('s.yaml:4:');
    expect((await yaml('name: n\ncases: [{expected: x}]')).join()).toContain('has nothing to send');
  });

  it('of scorers are found by the check handed in, and get the place of the option', async () => {
    const checkScorer = ({ type, options }: { type: string; options: object }) => {
      const problem = {
        message: `bad ${type}`,
        ...('patern' in options ? { path: 'patern' } : {}),
        remedy: 'mend it',
      };
      throw new AssayError('suite-invalid', 'bad', { problems: [problem] });
    };
    const text =
      'name: n\nscorers:\n  - exactt\n  - {type: regex, patern: x}\ncases: [{input: x, scorers: [exactt]}]';
    expect(await yaml(text, { checkScorer })).toEqual([
      's.yaml:3:5 bad exactt | mend it',
      's.yaml:4:27 bad regex | mend it',
      's.yaml:5:30 bad exactt | mend it',
    ]);
  });

  it('of YAML and JSON syntax have their place', async () => {
    expect((await yaml('name: n\nbad: : x'))[0]).toMatch(/^s\.yaml:2:\d+ This is not valid YAML: /);
    expect((await yaml('name: n\nname: m\ncases: []'))[0]).toMatch(/^s\.yaml:2:1 .*unique/);
    expect((await problemsOf({ 's.json': '{\n  "name": "n",\n  "cases": [,]\n}' }))[0]).toMatch(
      /^s\.json:3:13 This is not valid JSON/,
    );
    expect((await problemsOf({ 's.json': '{"name":' }))[0]).toMatch(/^s\.json:1:9 /);
    expect(
      (await problemsOf({ 's.json': '{"name": "n",\n "repeats": "x",\n\t"cases": [{"input": "y"}]}' }))[0],
    ).toMatch(/^s\.json:2:13 /);
    expect((await yaml('just text'))[0]).toContain('The file contains "just text".');
    expect((await yaml('a: *nowhere'))[0]).toMatch(/^s\.yaml:1:4 The alias \*nowhere has no anchor/);
  });

  it('of a module name the file', async () => {
    expect((await problemsOf({ 's.mjs': 'export const x = 1;' }))[0]).toContain(
      's.mjs The module has no default export.',
    );
    expect((await problemsOf({ 's.mjs': 'throw new Error("boom");' }))[0]).toContain(
      's.mjs The module cannot be loaded: boom',
    );
    expect(
      await problemsOf({ 's.mjs': 'export default { name: "n", cases: [{ imput: "x" }] };' }),
    ).toHaveLength(1);
  });

  it('stop at a hundred and say how many more there are', async () => {
    const cases = Array.from({ length: 130 }, (_, i) => `  - {inputt: "${i}"}`).join('\n');
    const found = await yaml(`name: n\ncases:\n${cases}`);
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toContain('30 more problems are not shown.');
  });

  it('are all a user ever sees, whatever the file holds', async () => {
    const keys = Object.keys(suiteFileSchema.shape);
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('{{', '[{', 'a/b', '*.csv', '__proto__'),
    );
    const entry = fc.dictionary(
      fc.constantFrom(
        'id',
        'input',
        'file',
        'map',
        'messages',
        'model',
        'type',
        'name',
        'prompts',
        'variables',
        'constructor',
      ),
      odd,
    );
    const value = fc.oneof(odd, fc.array(fc.oneof(odd, entry), { maxLength: 3 }));
    const root = fc.oneof(odd, fc.dictionary(fc.constantFrom(...keys, 'toString', 'x'), value));
    const folder = await suiteFolder({});
    await fc.assert(
      fc.asyncProperty(root, fc.constantFrom('s.yaml', 's.json'), async (content, name) => {
        const path = join(folder, name);
        await writeFile(path, JSON.stringify(content));
        const error: unknown = await loadSuite(path, { checkScorer: () => {} }).catch((e: unknown) => e);
        if (!(error instanceof Error)) return;
        expect(error).toBeInstanceOf(AssayError);
        const { problems } = error as AssayError;
        expect(problems.length).toBeGreaterThan(0);
        for (const { message, location } of problems) {
          expect(message).not.toMatch(/\bundefined\b|\[object/);
          expect(location?.file.startsWith(folder)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a missing file is an error of its own, with the near name', async () => {
    const error = await loadSuite(`${import.meta.dirname}/../../suites/suport-triage.yaml`, {
      checkScorer: () => {},
    }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'suite-not-found', remedy: 'Did you mean "support-triage.yaml"?' });
    const bare = await loadSuite(import.meta.dirname, { checkScorer: () => {} }).catch((e: unknown) => e);
    expect((bare as Error).message).toMatch(
      /^The folder ".*" has no suite\.yaml, suite\.json or suite\.ts\.$/,
    );
    expect((await problemsOf({ 's.toml': 'x' }))[0]).toContain('"s.toml" is not a suite file.');
  });
});

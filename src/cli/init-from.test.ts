/** Files of other tools, in the shapes their makers publish, become suites that read; what does not fit is told. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { initFolder, lines } from '../../test/made-up/init-folder.ts';

const made = initFolder();
const { folder, write, initFrom } = made;
beforeEach(() => {
  made.notes = [];
});

describe('a promptfoo configuration', () => {
  it('becomes a suite: targets, prompts, cases and scorers', async () => {
    mkdirSync(join(folder, 'prompts'), { recursive: true });
    write('prompts/brief.txt', 'In one word: where is {{place}}?\n');
    write('more.csv', 'place,__expected\nOslo,icontains: norway\nLima,Peru\n');
    const from = write(
      'geography.yaml',
      `description: where places are
prompts:
  - 'Where is {{place}}?'
  - file://prompts/brief.txt
  - id: chat
    label: chat
    raw: '[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "{{place}}?"}]'
providers:
  - openai:chat:gpt-5-mini
  - id: anthropic:messages:claude-haiku-4-5
    label: haiku
    config: { temperature: 0, max_tokens: 64, apiBaseUrl: 'http://127.0.0.1:1/v1' }
defaultTest:
  assert: [{ type: not-icontains, value: sorry }, { type: latency, threshold: 4000 }]
tests:
  - description: cities
    vars: { place: [Bern, Rome] }
    assert: [{ type: contains-any, value: [Switzerland, Italy], weight: 2 }]
  - vars: { place: Paris }
    assert: [{ type: equals, value: France }]
  - file://more.csv
evaluateOptions: { maxConcurrency: 2, repeat: 3 }
`,
    );
    const { suite } = await initFrom(from);
    expect(suite).toMatchObject({ name: 'geography', description: 'where places are', repeats: 3 });
    expect(suite.prompts.map(({ messages }) => messages.length)).toEqual([1, 1, 2]);
    expect(suite.prompts[1]?.messages[0]?.content).toBe('In one word: where is {{place}}?');
    expect([...new Set(suite.targets.map(({ provider, model }) => `${provider}/${model}`))]).toEqual([
      'openai/gpt-5-mini',
      'anthropic/claude-haiku-4-5',
    ]);
    expect(suite.targets.find(({ provider }) => provider === 'anthropic')).toMatchObject({
      parameters: { temperature: 0, maxOutputTokens: 64 },
      baseUrl: 'http://127.0.0.1:1/v1',
      limits: { concurrency: 2 },
    });
    expect(suite.cases.map(({ variables }) => variables['place'])).toEqual([
      'Bern',
      'Rome',
      'Paris',
      'Oslo',
      'Lima',
    ]);
    expect(suite.cases[0]).toMatchObject({
      tags: ['cities'],
      scorers: [
        { type: 'contains', not: true, options: { any: ['sorry'], ignoreCase: true } },
        { type: 'latency', options: { max: 4000 } },
        { type: 'contains', weight: 2, options: { any: ['Switzerland', 'Italy'], ignoreCase: false } },
      ],
    });
    expect(suite.cases.map(({ expected }) => expected)).toEqual([
      undefined,
      undefined,
      'France',
      undefined,
      'Peru',
    ]);
    expect(made.notes.join()).toBe('');
  });

  it('keeps the list when the suite that was made is refused, and leaves nothing behind', async () => {
    const from = write('odd.yaml', {
      prompts: ['Say {{word}}'],
      providers: ['openai:gpt-5-mini'],
      tests: [{ vars: { word: 'hi' }, assert: [{ type: 'python', value: 'x' }] }],
      evaluateOptions: { repeat: 5000 },
    });
    await expect(initFrom(from)).rejects.toThrow('has a problem');
    expect(made.notes.join()).toContain('assertion python');
    expect(existsSync(made.lastPath())).toBe(false);
  });

  it('tells everything that it does not take over, and where that was', async () => {
    const from = write('rest.yaml', {
      prompts: ['Say {{word}}', 'file://made.js', '{% if a %}x{% endif %}'],
      providers: [
        'openai:gpt-5-mini',
        'file://own.py',
        { id: 'openai:gpt-5', config: { tools: [] }, delay: 1 },
      ],
      tests: [
        {
          vars: { word: 'hi' },
          assert: [
            { type: 'llm-rubric', value: 'is kind' },
            { type: 'javascript', value: 'output.length > 3' },
            { type: 'regex', value: '(?=hi)hi' },
            { type: 'regex', value: '^hi' },
            { type: 'is-json' },
          ],
          options: { delay: 1 },
        },
        'https://example.test/tests.csv',
      ],
      scenarios: [],
      outputPath: 'x.json',
    });
    const { suite, path } = await initFrom(from);
    expect(suite.cases).toHaveLength(1);
    expect(suite.cases[0]?.scorers.map(({ type }) => type)).toEqual([
      'closed-qa',
      'module',
      'regex',
      'json-schema',
    ]);
    const told = made.notes.join('\n');
    for (const what of [
      'prompts made by a program: it is `file://made.js`',
      'prompts with template logic',
      'provider "file://own.py"',
      'provider field delay',
      'assertion llm-rubric',
      'assertion javascript',
      'assertion regex: look-around',
      'field tests.options',
      'tests from the network: they lie at https://example.test/tests.csv',
      'setting outputPath',
    ])
      expect(told).toContain(what);
    expect(told).toContain('(tests[0].options)');
    expect(told).toContain('Taken over from ');
    expect(readFileSync(path, 'utf8')).toContain('# - assertion llm-rubric');
    expect(existsSync(path.replace('.yaml', '.javascript.mjs'))).toBe(true);
  });
});

describe('a data set of the hub', () => {
  it('is fetched only when that is asked for', async () => {
    await expect(initFrom('hf://open/sums/main/test')).rejects.toMatchObject({
      message: 'open/sums is on the network',
      remedy: expect.stringContaining('--fetch') as string,
    });
  });

  it('becomes a suite as a file of its rows would, and tells which rows are cut short', async () => {
    const rows = [0, 1, 2].map((row_idx) => ({
      row_idx,
      row: { question: `Two and ${row_idx}?`, answer: `#### ${2 + row_idx}` },
      truncated_cells: row_idx === 1 ? ['answer'] : [],
    }));
    const hub = createServer((_, response) => {
      response.end(JSON.stringify({ features: [], rows, num_rows_total: 3, num_rows_per_page: 100 }));
    });
    await new Promise<void>((done) => hub.listen(0, '127.0.0.1', done));
    made.env = { ASSAY_HUB: `http://127.0.0.1:${(hub.address() as AddressInfo).port}` };
    const { suite } = await initFrom('hf://open/sums/main/test', { fetch: true });
    made.env = {};
    await new Promise((done) => hub.close(done));
    expect(suite.name).toBe('sums');
    expect(suite.cases.map(({ expected }) => expected)).toEqual(['2', '4']);
    expect(suite.cases[0]?.scorers).toMatchObject([{ type: 'numeric' }]);
    expect(made.notes.join()).toContain('rows that the hub cuts short: too long: answer (row 2)');
  });
});

describe('any table', () => {
  it('by its columns, large ones in a file of their own', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ q: `Q${i}`, a: `A${i}`, topic: 'x' }));
    const { suite, path } = await initFrom(write('own.jsonl', lines(...rows)), {
      map: ['input=q', 'expected=a', 'category=topic'],
    });
    expect(suite.cases).toHaveLength(60);
    expect(suite.cases[3]).toMatchObject({ variables: { input: 'Q3' }, expected: 'A3', category: 'x' });
    expect(existsSync(path.replace('.yaml', '.cases.jsonl'))).toBe(true);
  });

  it('is refused when nothing tells what its columns are, and leaves nothing behind', async () => {
    const from = write('what.csv', 'foo,bar\n1,2\n');
    await expect(initFrom(from)).rejects.toMatchObject({ remedy: expect.stringContaining('foo, bar') });
    await expect(initFrom(write('promptfooconfig.js', 'module.exports = {};'))).rejects.toThrow(
      'is a program',
    );
    await expect(initFrom(write('open.yaml', 'prompts: [x'))).rejects.toThrow(
      /open\.yaml cannot be read: [^\n]+$/,
    );
    await expect(initFrom(from, { as: 'excel' })).rejects.toThrow('--as is "excel"');
    await expect(initFrom(from, { as: 'gsm8k' })).rejects.toThrow('gives no cases');
    expect(existsSync(made.lastPath())).toBe(false);
  });
});

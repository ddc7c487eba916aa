import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, loadYaml, suiteFolder } from '../../test/suite-folder.ts';
import type { Suite } from '../contract/suite.ts';
import { loadSuite } from './load-suite.ts';
import { renderMessages } from './render-messages.ts';

const labels = (suite: Suite) => suite.targets.map((t) => t.label);
const base = 'name: n\ncases: [{id: a, input: hi}]\n';

describe('a suite', () => {
  it('is completed with defaults', async () => {
    expect(await loadYaml(base)).toEqual({
      name: 'n',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      prompts: [{ id: 'default', messages: [{ role: 'user', content: '{{input}}' }] }],
      cases: [{ id: 'a', index: 0, variables: { input: 'hi' }, tags: [], weight: 1, tools: [], scorers: [] }],
      targets: [],
      repeats: 1,
      warmup: 0,
      slo: {},
      seed: 1,
    });
  });

  it('is the same from YAML, JSON and a module, and found by its folder', async () => {
    const value = { name: 'n', cases: [{ id: 'a', input: 'hi', expected: 7 }], scorers: ['exact'] };
    const json = JSON.stringify(value);
    const yaml = await load({ 'suite.yaml': json });
    expect(yaml.cases[0]?.expected).toBe('7');
    expect(await load({ 'suite.json': json })).toEqual(yaml);
    expect(await load({ 'suite.mjs': `export default ${json};` })).toEqual(yaml);
    expect(await loadSuite(await suiteFolder({ 'suite.yml': json }), { checkScorer: () => {} })).toEqual(
      yaml,
    );
    const typed = `import { defineSuite } from '${join(import.meta.dirname, '../index.ts')}';\nexport default defineSuite(${json});`;
    expect(await load({ 'suite.ts': typed })).toEqual(yaml);
  });

  it('knows a machine of one’s own, paid by the hour', async () => {
    const text = 'name: n\ntargets: [{model: a/b, price: {perHour: 2.5}}, a/c]\ncases: [{input: x}]';
    const [own, other] = (await loadYaml(text)).targets;
    expect(own).toMatchObject({ usdPerHour: 2.5 });
    expect(own).not.toHaveProperty('price');
    expect(other).not.toHaveProperty('usdPerHour');
  });

  it('takes repeats, limit and prompts from the options', async () => {
    const text =
      'name: n\nrepeats: 2\nprompts: [{id: p, user: "{{input}}"}, {id: q, user: "{{input}}!"}]\ntargets: [a/b]\ncases: [{input: x}, {input: y}]';
    const suite = await loadYaml(text, { repeats: 5, limit: 1, promptIds: ['q'] });
    expect(suite).toMatchObject({
      repeats: 5,
      prompts: [{ id: 'q' }],
      targets: [{ promptId: 'q', label: 'a/b' }],
    });
    expect(suite.cases).toHaveLength(1);
    await expect(loadYaml(text, { promptIds: ['r'] })).rejects.toThrow();
  });
});

describe('targets in a batch', () => {
  const text = 'name: n\ntargets: [{model: a/b, batch: true}, a/b]\ncases: [{input: x}]';

  it('are others than those asked one by one, and say so', async () => {
    const [together, single] = (await loadYaml(text)).targets;
    expect(together).toMatchObject({ label: 'a/b (batch)', batch: true });
    expect(single).toMatchObject({ label: 'a/b' });
    expect(single?.batch).toBeUndefined();
    expect(together?.id).not.toBe(single?.id);
  });
});

describe('targets', () => {
  it('are every model with every prompt it names, under labels of their own', async () => {
    const text = `${base}prompts: [{id: short, user: "{{input}}"}, {id: long, user: "Please: {{input}}"}]
targets: [x/a, {model: x/b, label: Bee, prompts: [long]}, {model: x/c/d}]`;
    const suite = await loadYaml(text);
    expect(labels(suite)).toEqual(['x/a (short)', 'x/a (long)', 'Bee', 'x/c/d (short)', 'x/c/d (long)']);
    expect(suite.targets[3]).toMatchObject({ provider: 'x', model: 'c/d', promptId: 'short' });
  });

  it('are told apart by the parameters that differ, else by number', async () => {
    const text = `${base}targets:
  - {model: x/a, parameters: {temperature: 0, topP: 1}}
  - {model: x/a, parameters: {temperature: 1, topP: 1}}
  - {model: x/b, baseUrl: "http://one.example"}
  - {model: x/b, baseUrl: "http://two.example"}`;
    expect(labels(await loadYaml(text))).toEqual([
      'x/a (temperature=0)',
      'x/a (temperature=1)',
      'x/b (1)',
      'x/b (2)',
    ]);
  });

  it('merge parameters and limits over those of the suite', async () => {
    const text = `${base}parameters: {temperature: 0, topP: 1, providerOptions: {x: {a: 1, b: 1}}}
limits: {concurrency: 9, timeoutSeconds: 1.5}
targets: [{model: x/a, parameters: {topP: 0.5, providerOptions: {x: {b: 2}}}, limits: {retries: 0}, price: {input: 1, output: 2}}]`;
    expect((await loadYaml(text)).targets[0]).toMatchObject({
      parameters: { temperature: 0, topP: 0.5, providerOptions: { x: { a: 1, b: 2 } } },
      limits: { concurrency: 9, timeoutMs: 1500, retries: 0 },
      price: { input: 1, output: 2 },
    });
  });

  it('have ids from what shapes an answer and from nothing else', async () => {
    const id = async (target: string, more = '') =>
      (await loadYaml(`${base}${more}targets: [${target}]`)).targets[0]?.id;
    const plain = await id('x/a');
    expect(await id('{model: x/a, label: other, price: {input: 1, output: 1}, limits: {retries: 9}}')).toBe(
      plain,
    );
    expect(await id('x/a', 'description: other\n')).toBe(plain);
    const others = await Promise.all([
      id('x/b'),
      id('y/a'),
      id('{model: x/a, parameters: {seed: 1}}'),
      id('{model: x/a, baseUrl: "http://h.example"}'),
      id('x/a', 'prompts: ["{{input}}?"]\n'),
    ]);
    expect(new Set([plain, ...others]).size).toBe(6);
  });

  it('of the command line replace those of the file, or take their settings', async () => {
    const text = `${base}targets: [{model: x/a, label: Ay, parameters: {seed: 1}}, y/b]\nbaseline: y/b`;
    const suite = await loadYaml(text, { targets: ['Ay', 'z/c', 'z/c'] });
    expect(suite.targets).toMatchObject([
      { label: 'Ay', parameters: { seed: 1 } },
      { label: 'z/c', parameters: {} },
    ]);
    expect(suite.baselineId).toBeUndefined();
  });

  it('are found as baseline by label, provider/model or model', async () => {
    for (const name of ['Ay', 'x/a', 'a']) {
      const suite = await loadYaml(`${base}targets: [{model: x/a, label: Ay}, y/b]\nbaseline: ${name}`);
      expect(suite.baselineId).toBe(suite.targets[0]?.id);
    }
  });
});

describe('cases', () => {
  it('keep what text scorers compare as it is written', async () => {
    const expected = async (written: string, scorer: string) =>
      (await loadYaml(`name: n\nscorers: [${scorer}]\ncases: [{input: x, expected: ${written}}]`)).cases[0]
        ?.expected;
    expect(await expected('1.10', 'exact')).toBe('1.10');
    expect(await expected('1.10', 'numeric')).toBe(1.1);
    expect(await expected('yes', 'exact')).toBe('yes');
    expect(await expected('true', 'choice')).toBe('true');
    expect(await expected('null', 'exact')).toBe('null');
    expect(await expected('2026-01-02', 'contains')).toBe('2026-01-02');
    expect(await expected('[007, no, x]', 'contains')).toEqual(['007', 'no', 'x']);
    expect(await expected(`'{"a": 1}'`, 'json-match')).toEqual({ a: 1 });
    expect(await expected(`'{"a": 1}'`, 'exact')).toBe('{"a": 1}');
  });

  it('have ids from their content that survive order and labels', async () => {
    const ids = async (cases: string) =>
      (await loadYaml(`name: n\ncases: [${cases}]`)).cases.map((c) => c.id);
    const [a, b] = await ids('{input: x}, {input: y}');
    expect(await ids('{input: y, category: c, tags: [t]}, {input: x, weight: 2}')).toEqual([b, a]);
  });

  it('have the tools and scorers of the suite, or their own', async () => {
    const text = `name: n
tools: [{name: t, parameters: {}}, {name: u, parameters: {}}]
scorers: [exact, {type: contains, threshold: 0.5, weight: 2, not: true, any: [x]}, contains]
cases: [{input: a}, {input: b, tools: [{name: u, description: own, parameters: {}}], scorers: [numeric]}]`;
    const { cases } = await loadYaml(text);
    expect(cases[0]?.scorers).toEqual([
      { type: 'exact', name: 'exact', weight: 1, threshold: 1, not: false, options: {} },
      { type: 'contains', name: 'contains', weight: 2, threshold: 0.5, not: true, options: { any: ['x'] } },
      { type: 'contains', name: 'contains-2', weight: 1, threshold: 1, not: false, options: {} },
    ]);
    expect(cases[1]?.tools).toEqual([
      { name: 't', parameters: {} },
      { name: 'u', description: 'own', parameters: {} },
    ]);
    expect(cases[1]?.scorers.map((s) => s.type)).toEqual(['numeric']);
  });

  it('are rendered with the prompt, or without it when they have messages', async () => {
    const text = `name: n
prompts: [{system: "You know {{topic}}.", messages: [{role: user, content: Hi}, {role: assistant, content: Yes?}], user: "{{input}}"}]
cases: [{input: Why?, variables: {topic: [1]}}, {messages: [{role: user, content: "{{topic}}!"}], variables: {topic: x}}]`;
    const { prompts, cases } = await loadYaml(text);
    const render = (i: number) =>
      renderMessages(prompts[0] as Suite['prompts'][0], cases[i] as Suite['cases'][0]).map(
        (m) => `${m.role}: ${m.content}`,
      );
    expect(render(0)).toEqual(['system: You know [1].', 'user: Hi', 'assistant: Yes?', 'user: Why?']);
    expect(render(1)).toEqual(['user: x!']);
  });
});

describe('the hash', () => {
  const hash = async (text: string) => (await loadYaml(text)).hash;
  const cases = 'cases: [{id: a, input: x, expected: y}, {id: b, input: z}]\n';

  it('does not see names, targets, limits, or the order of cases and keys', async () => {
    const plain = await hash(`name: n\n${cases}`);
    expect(
      await hash(`${cases}name: other\ndescription: d\ntargets: [x/a]\nlimits: {retries: 0}\nrepeats: 3`),
    ).toBe(plain);
    expect(await hash('name: n\ncases: [{input: z, id: b}, {expected: y, input: x, id: a}]')).toBe(plain);
  });

  it('sees cases, prompts, tools and scorers', async () => {
    const all = await Promise.all([
      hash(`name: n\n${cases}`),
      hash(`name: n\n${cases}prompts: ["{{input}}?"]`),
      hash(`name: n\n${cases}scorers: [exact]`),
      hash(`name: n\n${cases}tools: [{name: t, parameters: {}}]`),
      hash('name: n\ncases: [{id: a, input: x, expected: z}, {id: b, input: z}]'),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is the same for the same content however its keys are ordered', async () => {
    const { contentHash } = await import('./content-hash.ts');
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([k, v]) => [k, reversed(v)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contentHash(reversed(value))).toBe(contentHash(value));
      }),
    );
  });
});

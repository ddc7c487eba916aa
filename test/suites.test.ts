import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Answer } from '../src/contract/attempt.ts';
import type { Case, ScorerSpec, Suite } from '../src/contract/suite.ts';
import { createScorer } from '../src/score/create-scorer.ts';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { qualityOf } from '../src/score/quality-of.ts';
import { loadSuite } from '../src/suite/load-suite.ts';
import { suiteJsonSchema } from '../src/suite/suite-json-schema.ts';

const root = join(import.meta.dirname, '..');
const names = [
  'support-triage',
  'invoice-extraction',
  'product-questions',
  'maths-word-problems',
  'tool-choice',
  'code-snippets',
];
const suiteOf = (name: string) =>
  loadSuite(join(root, 'suites', `${name}.yaml`), { checkScorer: prepareScorer });
const ajv = addFormats.default(new Ajv2020({ allowUnionTypes: true }));

describe.each(names)('%s', (name) => {
  it('has thirty cases or more, with ids, categories, expected answers and scorers', async () => {
    const { cases, prompts } = await suiteOf(name);
    expect(cases.length).toBeGreaterThanOrEqual(30);
    expect(new Set(cases.map((c) => c.category)).size).toBeGreaterThanOrEqual(4);
    for (const testCase of cases) {
      expect(testCase.id).toMatch(/^[a-z-]+-\d+$/);
      expect(testCase.category).toBeTruthy();
      expect(testCase.expected).toBeDefined();
      expect(testCase.scorers.length).toBeGreaterThan(0);
    }
    expect(prompts).toHaveLength(1);
  });

  it('fits the published schema', () => {
    const file: unknown = parse(readFileSync(join(root, 'suites', `${name}.yaml`), 'utf8'));
    const validate = ajv.compile({ ...suiteJsonSchema(), $id: `urn:test:${name}` });
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
  });
});

/** The answer of a model that is right and writes nothing else. */
function rightAnswer({ expected, scorers }: Case): Answer {
  const isCall = scorers.some((s) => s.type === 'tool-call');
  const call = expected as { name: string; arguments: object };
  const toolCalls = isCall ? [{ name: call.name, arguments: JSON.stringify(call.arguments) }] : [];
  const text = isCall ? '' : typeof expected === 'string' ? expected : JSON.stringify(expected);
  return { text, reasoning: '', toolCalls, finishReason: 'stop' };
}

it.each(names)(
  '%s: right answers are judged right, those of a next case of another answer wrong',
  async (name) => {
    const { cases } = await suiteOf(name);
    const scorer = createScorer(cases);
    const correct = async (testCase: Case, answer: Answer) =>
      qualityOf(await scorer.score(testCase, answer), testCase.scorers).correct;
    let wrong = 0;
    for (const [i, testCase] of cases.entries()) {
      expect(await correct(testCase, rightAnswer(testCase)), testCase.id).toBe(true);
      const other = cases[(i + 7) % cases.length] as Case;
      if ((await correct(testCase, rightAnswer(other))) === false) wrong++;
    }
    // Some neighbours share an answer (a label, a "no"), which is then right for both.
    expect(wrong / cases.length).toBeGreaterThan(0.8);
  },
);

/** What `console.log` writes, each argument as text. */
function outputOf(code: string): string {
  const lines: string[] = [];
  const console = { log: (value: unknown) => void lines.push(String(value)) };
  runInNewContext(`'use strict';\n${code}`, { console }, { timeout: 1000 });
  return lines.join('\n');
}

const patternOf = ({ scorers }: Case) => {
  const { pattern, flags } = (scorers[0] as ScorerSpec).options as { pattern: string; flags?: string };
  return new RegExp(pattern, flags);
};

const optionsOf = (suite: Suite, type: string) =>
  suite.cases[0]?.scorers.find((s) => s.type === type)?.options;

describe('the answers', () => {
  it('of the word problems are what their working comes to', async () => {
    for (const { id, variables, expected } of (await suiteOf('maths-word-problems')).cases) {
      expect(runInNewContext(variables['working'] as string), id).toBeCloseTo(Number(expected), 6);
    }
  });

  it('of the code snippets are what the code prints', async () => {
    for (const testCase of (await suiteOf('code-snippets')).cases) {
      const { input, prints } = testCase.variables as { input: string; prints?: string };
      const filled = input.replace('___', testCase.expected as string);
      expect(outputOf(filled), testCase.id).toBe(prints ?? testCase.expected);
      if (prints !== undefined) expect(testCase.expected).toMatch(patternOf(testCase));
    }
  });

  it('of the invoices fit the schema they are scored by, and add up', async () => {
    const suite = await suiteOf('invoice-extraction');
    const validate = ajv.compile(optionsOf(suite, 'json-schema')?.['schema'] as object);
    for (const { id, expected, variables } of suite.cases) {
      const { net, tax, total, number, vendor } = expected as Record<string, number> & {
        number: string;
        vendor: string;
      };
      expect(validate(expected), id).toBe(true);
      expect((net as number) + (tax as number), id).toBeCloseTo(total as number, 6);
      expect(variables['input']).toContain(number);
      expect(variables['input']).toContain(vendor);
    }
  });

  it('of the tool choices are calls that the tools allow', async () => {
    const { cases } = await suiteOf('tool-choice');
    expect(cases[0]?.tools).toHaveLength(8);
    for (const { id, expected, tools } of cases) {
      const call = expected as { name: string; arguments: object };
      const tool = tools.find((t) => t.name === call.name);
      expect(ajv.validate(tool?.parameters as object, call.arguments), `${id}: ${ajv.errorsText()}`).toBe(
        true,
      );
    }
  });

  it('of the product questions fit their patterns, and stand in their documents', async () => {
    const { cases } = await suiteOf('product-questions');
    expect(new Set(cases.map((c) => c.cluster)).size).toBe(8);
    for (const testCase of cases) {
      const expected = testCase.expected as string;
      if (testCase.scorers[0]?.type === 'regex') expect(expected, testCase.id).toMatch(patternOf(testCase));
      else if (testCase.category === 'unanswerable') expect(expected).toBe('Not stated');
      else expect(testCase.variables['document'], testCase.id).toContain(expected);
    }
  });

  it('of the support triage are queues that the prompt explains', async () => {
    const { cases, prompts } = await suiteOf('support-triage');
    for (const { expected } of cases)
      expect(prompts[0]?.messages[0]?.content).toContain(`${String(expected)}: `);
  });
});

it('the schema in docs/schema is the one the code makes', () => {
  const published: unknown = JSON.parse(readFileSync(join(root, 'docs/schema/suite.json'), 'utf8'));
  expect(published).toEqual(suiteJsonSchema());
});

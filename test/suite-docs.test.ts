import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { load } from './suite-folder.ts';

const text = readFileSync(join(import.meta.dirname, '../docs/suites.md'), 'utf8');
const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map((match) => match[1] as string)
  .filter((yaml) => parse(yaml));

/** Data files that the examples speak of. */
const files = {
  'data/a.jsonl': '{"question": "1", "answer": "2", "subject": "s"}',
  'easy.csv': 'input\nx\n',
  'hard.yaml': '[{input: y}]',
  'pictures/chart.gif': 'GIF89a',
  'papers/report.pdf': '%PDF-1.7',
};
const variables = { language: 'English', order: { items: [{ sku: 'A1' }] } };

/** What a fragment leaves out, so that it can be loaded. */
const complete = (yaml: string) => {
  const given = parse(yaml) as Record<string, unknown>;
  const prompts = /prompts: \[/.test(yaml) ? { prompts: [{ id: 'terse', user: '{{input}}' }] } : {};
  return JSON.stringify({ name: 'n', cases: [{ input: 'x', variables }], ...prompts, ...given });
};

it.each(examples)('the example of docs/suites.md is sound: %s', async (yaml) => {
  const suite = await load({ 'suite.yaml': complete(yaml), ...files }, { checkScorer: prepareScorer });
  expect(suite.cases.length).toBeGreaterThan(0);
});

it('has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
});

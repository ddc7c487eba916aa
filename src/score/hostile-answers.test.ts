import { describe, expect, it } from 'vitest';
import { answerOf, caseOf, specOf } from '../../test/made-up/scored-answer.ts';
import type { ScoreAnswer } from '../contract/score.ts';
import { scorerKinds } from './kinds.ts';
import { prepareScorer } from './prepare-scorer.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

/** Pieces that are repeated to the length wanted; those with two are nested. */
const pieces: (string | [string, string])[] = [
  '1',
  '1,000 ',
  '1.000',
  '1/',
  '2^',
  '5 × 10',
  '1万',
  '½',
  '⁵',
  '٤',
  '-',
  '+',
  '.',
  ',',
  ':',
  '=',
  '#',
  '*',
  '_',
  '|',
  '~',
  '^',
  '&amp;',
  '%',
  '@',
  'a',
  'A or ',
  'not B ',
  'answer is ',
  'final answer: ',
  '答案是',
  '"answer": ',
  '"answer": "',
  'more than less 5 than ',
  '的',
  'ก',
  'é',
  'e\u0301',
  '\u0301',
  '\u200b',
  '\u00a0',
  '😀',
  '👨\u200d',
  '\ud800',
  '"',
  "'",
  '`',
  '```\n',
  '```json\n',
  '~~~\n',
  '[1,',
  '{"',
  '{"a":',
  '[{',
  '<',
  '<a><b ',
  '<!--',
  '<![CDATA[',
  '<!DOCTYPE a [',
  '<x:y xmlns:x="z">',
  'b="c" ',
  '(',
  'f(',
  'f(x)==',
  'assert ',
  'SELECT (',
  'select 1; ',
  'case when ',
  '\\',
  '\\frac{',
  '\\boxed{',
  '\\sqrt{',
  '\\text{',
  '$',
  '" ',
  '/* ',
  '// ',
  '\n',
  '\r\n',
  '\t',
  ' ',
  'I can ',
  '“',
  '「',
  '、',
  '- item\n',
  'x = ',
  'YWFh',
  ['[', ']'],
  ['{"a":', '}'],
  ['<a>', '</a>'],
  ['(', ')'],
  ['\\frac{1}{', '}'],
];
const repeated = (piece: string | [string, string], length: number): string => {
  if (typeof piece === 'string') return piece.repeat(Math.ceil(length / piece.length));
  const times = Math.ceil(length / (piece[0].length + piece[1].length));
  return `${piece[0].repeat(times)}1${piece[1].repeat(times)}`;
};

const options: Record<string, Record<string, unknown>> = {
  regex: { pattern: '(x+x+)+y|(.*).*=' },
  'json-schema': { schema: { pattern: '^(a+)+$', patternProperties: { '^(a|aa)+$': {} } } },
  'tool-arguments': { patterns: { a: '(x+)+' } },
  cost: { maxUsd: 1 },
};
const expected: Record<string, unknown> = {
  'json-match': { a: 1 },
  'json-fields': { a: 1 },
  'json-diff': { a: 1 },
  'set-match': ['B'],
  'list-match': ['B', 'C'],
  'tool-call': [{ name: 'x' }, { name: 'y', arguments: {} }],
  language: 'de',
};
const kinds = scorerKinds.filter(({ needs }) => needs === undefined);

async function msOf(score: ScoreAnswer, type: string, text: string): Promise<number> {
  const testCase = { ...caseOf(expected[type] ?? 'B'), variables: { context: ['a source'] } };
  return cpuMsOf(async () => {
    try {
      await score(answerOf(text, [{ name: 'x', arguments: text }]), testCase);
    } catch (error) {
      // deeper than a stack: it becomes a score without a value
      if (!(error instanceof RangeError)) throw error;
    }
  });
}

/** Some 10 ms: what this machine takes for work of known size. */
async function referenceMs(): Promise<number> {
  const ms = await cpuMsOf(() => {
    let sum = 0;
    for (let i = 0; i < 4_000_000; i++) sum = (sum * 31 + i) % 1_000_003;
    expect(sum).toBeGreaterThanOrEqual(0);
  });
  return Math.max(10, ms);
}

const least = async (times: number, measure: () => Promise<number>) => {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) best = Math.min(best, await measure());
  return best;
};

describe.each(kinds.map(({ type }) => type))('%s', (type) => {
  const score = prepareScorer(specOf(type, options[type])).scoreAnswer;

  // larger answers are scored on another thread
  it('holds nothing up with an answer of 8,000 characters, and takes time that grows no faster than the answer', async () => {
    await msOf(score, type, 'the first of all');
    let scored = 0;
    for (const piece of pieces) {
      const text = repeated(piece, 8000).slice(0, 8000);
      let ms = await msOf(score, type, text);
      scored++;
      if (ms < 8) continue;
      // the first ones are not yet compiled
      ms = await least(3, () => msOf(score, type, text));
      expect(ms, JSON.stringify(piece)).toBeLessThan(5 * (await referenceMs()));
      if (ms < 8) continue;
      const [part, whole] = [repeated(piece, 8000), repeated(piece, 32_000)];
      const short = await least(3, () => msOf(score, type, part));
      const long = await least(3, () => msOf(score, type, whole));
      // 4 where time grows as the answer does, 16 where it grows as its square
      expect(long / Math.max(short, 15), `${JSON.stringify(piece)}: ${short} ms, ${long} ms`).toBeLessThan(9);
    }
    // one that is quick has nothing more to show
    expect(scored).toBe(pieces.length);
  }, 60_000);
});

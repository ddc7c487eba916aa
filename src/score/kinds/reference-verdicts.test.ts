/** Agreement with other implementations where a verdict is yes or no, or a distance: on 1,000 generated inputs each. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { jsonPairs } from '../../../test/made-up/json-pairs.ts';
import { markupTexts } from '../../../test/made-up/markup-texts.ts';
import { schemaPairs } from '../../../test/made-up/schema-pairs.ts';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { sentencePairs } from '../../../test/made-up/sentence-pairs.ts';
import { vectorPairs } from '../../../test/made-up/vector-pairs.ts';
import { seededRandom } from '../../base/random.ts';
import { contains } from './contains.ts';
import { exact } from './exact.ts';
import { jsonMatch } from './json-match.ts';
import { jsonSchema } from './json-schema.ts';
import { levenshtein } from './levenshtein.ts';
import { regex } from './regex.ts';
import { setMatch } from './set-match.ts';
import { similarity } from './similarity.ts';
import { startsWith } from './starts-with.ts';
import { toolCall } from './tool-call.ts';
import { xml } from './xml.ts';

/** What other implementations gave; the file says which. */
const reference = JSON.parse(
  readFileSync(new URL('../../../test/made-up/reference-scores.json', import.meta.url), 'utf8'),
) as { levenshtein: number[]; similarity: number[]; jsonSchema: string; xml: string };
const pairs = sentencePairs(1000);
const random = seededRandom('verdicts');
const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;

/** Places at which two lists of verdicts differ; both verdicts are to be found, or nothing was asked. */
function differing(ours: readonly unknown[], theirs: readonly unknown[]): number[] {
  expect(theirs.length).toBe(1000);
  expect(new Set(theirs).size).toBeGreaterThan(1);
  return theirs.flatMap((verdict, i) => (ours[i] === verdict ? [] : [i]));
}

const all = <Item>(items: readonly Item[], score: (item: Item, i: number) => Promise<unknown>) =>
  Promise.all(items.map(score));

describe('agreement on 1,000 generated inputs', () => {
  it('levenshtein with js-levenshtein', async () => {
    const edits = await all(pairs, async ({ text, references: [first] }) => {
      const said = await scoreWith(levenshtein, { answer: text, expected: first, options: { trim: false } });
      return said.metadata?.['edits'] ?? 0;
    });
    expect(differing(edits, reference.levenshtein)).toEqual([]);
  });

  it('similarity with compute-cosine-similarity', async () => {
    const found = await all(vectorPairs(1000), async (vectors) => {
      const services = { embed: async () => ({ vectors, tokens: null }) };
      const options = { model: 'a/b' };
      return (await scoreWith(similarity, { answer: 'x', expected: 'y', options, services })).value;
    });
    const far = found.filter(
      (value, i) => Math.abs(Number(value) - (reference.similarity[i] as number)) > 1e-6,
    );
    expect([reference.similarity.length, far]).toEqual([1000, []]);
  });

  it('json-schema with jsonschema', async () => {
    const prepared = new Map<object, ReturnType<typeof jsonSchema.prepare>>();
    const verdicts = await all(schemaPairs(1000), async ([schema, value]) => {
      const score = prepared.get(schema) ?? jsonSchema.prepare({ schema }, specOf('json-schema'));
      prepared.set(schema, score);
      return (await score(answerOf(JSON.stringify(value)), caseOf(undefined))).value;
    });
    expect(differing(verdicts.map(String), [...reference.jsonSchema])).toEqual([]);
  });

  it('xml with fast-xml-parser, but where the declaration is broken, which it does not read', async () => {
    const texts = markupTexts(1000);
    const verdicts = await all(texts, (text) => valueOf(xml, text));
    const others = differing(verdicts.map(String), [...reference.xml]);
    const isWhole = (text = '') => !text.startsWith('<?xml') || text.startsWith('<?xml version="1.0"?>');
    expect(others.map((i) => texts[i]).filter(isWhole)).toEqual([]);
    expect(others.map((i) => verdicts[i])).toEqual(others.map(() => 0));
  });

  it('regex with the engine of JavaScript', async () => {
    const part = () => pick(['a', 'b', '.', '[ab]', '[^a]', String.raw`\d`, String.raw`\w`, '(?:a|bb)', 'é']);
    const times = () => pick(['', '', '*', '+', '?', '{2}', '{1,3}', '*?']);
    const cases = Array.from({ length: 1000 }, () => {
      const body = Array.from({ length: 1 + Math.floor(random() * 4) }, () => part() + times()).join('');
      const pattern = `${pick(['', '^', String.raw`\b`])}(?:${body}|${part()}{3})${pick(['', '$'])}`;
      const text = Array.from({ length: 8 }, () => pick(['a', 'b', 'B', '1', ' ', '\n', 'é'])).join('');
      return { pattern, text, flags: pick(['', 'i', 'm', 's', 'im']) };
    });
    const ours = await all(cases, ({ text, ...options }) => valueOf(regex, text, undefined, options));
    const theirs = cases.map(({ pattern, flags, text }) => Number(new RegExp(pattern, flags).test(text)));
    expect(differing(ours, theirs).map((i) => cases[i])).toEqual([]);
  });

  it('json-match with isDeepStrictEqual', async () => {
    const values = jsonPairs(1000);
    const options = { fields: ['root'], tolerance: 0, ignoreCase: false };
    const ours = await all(
      values,
      async ([answer, expected]) =>
        (await valueOf(jsonMatch, JSON.stringify(answer), expected, options)) === 1,
    );
    expect(
      differing(
        ours,
        values.map(([answer, expected]) => isDeepStrictEqual(answer, expected)),
      ),
    ).toEqual([]);
  });

  it('tool-call with every order tried by isDeepStrictEqual', async () => {
    const call = () => ({ name: pick(['f', 'g']), arguments: { x: pick([1, 2]), y: pick([[1], [2]]) } });
    const some = () => Array.from({ length: Math.floor(random() * 3) + 1 }, call);
    const cases = Array.from({ length: 1000 }, () => {
      const wanted = some();
      return { wanted, made: random() < 0.5 ? wanted.toReversed() : some() };
    });
    const orders = <Item>(items: Item[]): Item[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
    const ours = await all(cases, async ({ wanted, made }) => {
      const toolCalls = made.map(({ name, arguments: given }) => ({
        name,
        arguments: JSON.stringify(given),
      }));
      return (await scoreWith(toolCall, { answer: { toolCalls }, expected: wanted })).value === 1;
    });
    const theirs = cases.map(({ wanted, made }) =>
      orders(made).some((order) => isDeepStrictEqual(order, wanted)),
    );
    expect(differing(ours, theirs)).toEqual([]);
  });

  it('set-match with the sets of JavaScript', async () => {
    const items = () =>
      Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(['ash', 'oak', 'elm', 'fir', 'yew']));
    const cases = Array.from({ length: 1000 }, () => [items(), items()] as const);
    const ours = await all(cases, ([answer, expected]) =>
      valueOf(setMatch, answer.map((item) => `- ${item}`).join('\n'), expected, { measure: 'jaccard' }),
    );
    const theirs = cases.map(([a, b]) => {
      const [one, other] = [new Set(a), new Set(b)];
      return one.intersection(other).size / one.union(other).size;
    });
    expect(differing(ours, theirs)).toEqual([]);
  });

  it('exact, contains and starts-with with the strings of JavaScript', async () => {
    const texts = pairs.map(({ text }) => text.slice(0, 1 + Math.floor(random() * 5)) || 'the');
    const cases = pairs.map(({ text }, i) => [pick([text, texts[i] as string]), texts[i] as string] as const);
    const plain = { ignoreCase: false, trim: false };
    const theirs = (test: (text: string, part: string) => boolean) =>
      cases.map(([text, part]) => Number(test(text, part)));
    const shift = cases.map(
      ([text, part], i) => [text, pick([part, texts[(i + 1) % 1000] as string])] as const,
    );
    expect(
      differing(
        await all(cases, ([text, part]) => valueOf(exact, text, part, plain)),
        theirs((a, b) => a === b),
      ),
    ).toEqual([]);
    const found = await all(shift, ([text, part]) =>
      valueOf(contains, text, undefined, { any: [part], ignoreCase: false }),
    );
    expect(
      differing(
        found,
        shift.map(([text, part]) => Number(text.includes(part))),
      ),
    ).toEqual([]);
    const begun = await all(shift, ([text, part]) =>
      valueOf(startsWith, text, undefined, { any: [part], ...plain }),
    );
    expect(
      differing(
        begun,
        shift.map(([text, part]) => Number(text.startsWith(part))),
      ),
    ).toEqual([]);
  });
});

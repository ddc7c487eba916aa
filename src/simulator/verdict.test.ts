import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fence, type Fenced } from '../base/fence.ts';
import { profileSchema, type ProfileInput } from './profile.ts';
import { verdictText } from './verdict.ts';

const mark = '11111111-2222-3333-4444-555555555555';
const profileOf = (judge: ProfileInput['judge'] = {}) =>
  profileSchema.parse({
    name: 'judge',
    ttft: { medianMs: 1 },
    pace: { tokensPerSecond: 1 },
    accuracy: 1,
    judge,
  });
const schemaOf = (properties: Record<string, unknown>) => ({ type: 'object', properties });
const binary = schemaOf({ reason: { type: 'string' }, meets: { type: 'boolean' } });

function verdictOf(
  material: Fenced[],
  schema: Record<string, unknown> = binary,
  judge: ProfileInput['judge'] = {},
  seed = 1,
) {
  const text = verdictText(
    material.map((part) => fence(part, mark)).join('\n'),
    schema,
    profileOf(judge),
    seed,
  );
  return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
}
const answered = (answer: string, reference = 'Lima') => [
  { name: 'reference', text: reference },
  { name: 'answer', text: answer },
];

describe('a judge without fault', () => {
  it.each([
    ['It is Lima.', true],
    ['LIMA!', true],
    ['It is Quito.', false],
    ['Limassol', false],
    ['', false],
  ])('%j: %s', (answer, meets) => {
    expect(verdictOf(answered(answer))).toEqual({
      reason: meets ? 'It does what was asked.' : 'It does not.',
      meets,
    });
  });

  it('takes any answer that has no reference', () => {
    expect(verdictOf([{ name: 'answer', text: 'whatever' }])).toMatchObject({ meets: true });
  });

  it.each<[Record<string, unknown>, unknown, unknown]>([
    [{ type: 'integer', minimum: 1, maximum: 5 }, 5, 1],
    [{ enum: ['A', 'B', 'C'] }, 'C', 'A'],
    [{ enum: ['subset', 'same', 'conflict'] }, 'same', 'conflict'],
    [{ type: 'boolean' }, true, false],
    [{ type: 'array' }, [], []],
    [{ type: 'string' }, '', ''],
  ])('fills %j', (field, good, bad) => {
    const schema = schemaOf({ field });
    expect(verdictOf(answered('Lima'), schema)).toEqual({ field: good });
    expect(verdictOf(answered('Quito'), schema)).toEqual({ field: bad });
  });

  it('holds each sentence of an answer against the context', () => {
    const material = [
      { name: 'context', text: 'Lima lies on the coast. It has ten million people.' },
      { name: 'answer', text: 'Lima lies on the coast. Penguins rule there secretly.' },
    ];
    expect(verdictOf(material, schemaOf({ items: { type: 'array' } }))).toEqual({
      items: [
        { text: 'Lima lies on the coast.', holds: true },
        { text: 'Penguins rule there secretly.', holds: false },
      ],
    });
  });
});

describe('which of two is better', () => {
  const better = schemaOf({ better: { enum: ['first', 'second', 'neither'] } });
  const pair = (first: string, second: string) => [
    { name: 'first', text: first },
    { name: 'second', text: second },
  ];
  const words = fc.stringMatching(/^[a-z]{1,12}$/);

  it('is the same whichever is shown first', () => {
    fc.assert(
      fc.property(words, words, fc.nat(50), (a, b, seed) => {
        const turned = { first: 'second', second: 'first', neither: 'neither' } as const;
        const one = verdictOf(pair(a, b), better, {}, seed)?.['better'] as keyof typeof turned;
        expect(verdictOf(pair(b, a), better, {}, seed)?.['better']).toBe(turned[one]);
        if (a === b) expect(one).toBe('neither');
      }),
    );
  });

  it('is the first one for a judge with that bias, the longer one for a judge with the other', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(verdictOf(pair(a, b), better, { firstBias: 1 })).toEqual({ better: 'first' });
        if (a.length === b.length) return;
        const longer = a.length > b.length ? 'first' : 'second';
        expect(verdictOf(pair(a, b), better, { lengthBias: 1 })).toEqual({ better: longer });
      }),
    );
  });
});

describe('a judge that errs', () => {
  it('is wrong as often as its profile says, and the same again with the same seed', () => {
    const verdicts = Array.from(
      { length: 1000 },
      (_, i) => verdictOf(answered(`Lima ${i}`), binary, { accuracy: 0.8 }, 7)?.['meets'],
    );
    const right = verdicts.filter(Boolean).length / 1000;
    // 3.3 standard errors
    expect(Math.abs(right - 0.8)).toBeLessThan(0.042);
    expect(verdictOf(answered('Lima 3'), binary, { accuracy: 0.8 }, 7)?.['meets']).toBe(verdicts[3]);
  });

  it('breaks off where it is to', () => {
    const prompt = fence({ name: 'answer', text: 'x' }, mark);
    expect(verdictText(prompt, binary, profileOf({ brokenShare: 1 }), 1)).toBe('{"reason": "It is');
  });
});

it('judges nothing where there is nothing to judge', () => {
  const prompt = fence({ name: 'answer', text: 'x' }, mark);
  expect(verdictText('Say hello.', binary, profileOf(), 1)).toBeNull();
  expect(verdictText(prompt, null, profileOf(), 1)).toBeNull();
  expect(verdictText(prompt, { type: 'object' }, profileOf(), 1)).toBeNull();
});

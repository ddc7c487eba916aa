import { describe, expect, it } from 'vitest';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { jsonMatch } from './json-match.ts';
import { jsonSchema } from './json-schema.ts';
import { toolCall } from './tool-call.ts';

describe('json-schema', () => {
  const schema = {
    type: 'object',
    properties: { total: { type: 'number' }, date: { type: 'string', format: 'date' } },
    required: ['total'],
  };
  const score = async (text: string) =>
    jsonSchema.prepare({ schema }, specOf('json-schema'))(answerOf(text), caseOf(undefined));

  it('accepts JSON in whatever wrapping', async () => {
    expect((await score('{"total": 1}')).value).toBe(1);
    expect((await score('Here:\n```json\n{"total": 1}\n```\nDone.')).value).toBe(1);
    expect((await score('It is {"total": 1}, as they say [1].')).value).toBe(1);
    expect((await score('It is {"total": 1} (see above).')).value).toBe(1);
  });
  it('takes JSON alone when it is to be the whole answer', async () => {
    const whole = (text: string) =>
      jsonSchema.prepare({ schema, whole: true }, specOf('json-schema'))(answerOf(text), caseOf(undefined));
    expect(await whole(' {"total": 1}\n')).toEqual({ value: 1 });
    expect(await whole('{"total": "1"}')).toMatchObject({ value: 0, explanation: '/total must be number.' });
    for (const text of ['```json\n{"total": 1}\n```', 'It is {"total": 1}.', '{"total": 1,}', ''])
      expect(await whole(text)).toEqual({ value: 0, explanation: 'The answer is not only JSON.' });
  });
  it('says where the JSON is wrong', async () => {
    expect(await score('{"total": "1"}')).toEqual({ value: 0, explanation: '/total must be number.' });
    expect((await score('{"total": 1, "date": "2026-02-30"}')).value).toBe(0);
    expect((await score('no JSON here')).value).toBe(0);
  });
  it('refuses a schema that is none', () => {
    expect(() => jsonSchema.prepare({ schema: { type: 'objekt' } }, specOf('json-schema'))).toThrow(
      '"schema"',
    );
    expect(() => jsonSchema.prepare({}, specOf('json-schema'))).toThrow('`schema` is missing');
  });
});

describe('json-match', () => {
  const expected = {
    number: 'RE-7',
    total: 12.5,
    lines: [
      { item: 'Pen', count: 2 },
      { item: 'Ink', count: 1 },
    ],
  };
  const score = async (answer: unknown, options = {}, wanted: unknown = expected) =>
    jsonMatch.prepare(options, specOf('json-match'))(
      answerOf(typeof answer === 'string' ? answer : JSON.stringify(answer)),
      caseOf(wanted),
    );

  it('is the share of fields that are right', async () => {
    expect((await score(expected)).value).toBe(1);
    expect((await score({ ...expected, extra: true })).value).toBe(1);
    expect(await score({ ...expected, total: 13, lines: [{ item: 'pen ', count: 2 }] })).toEqual({
      value: 3 / 6,
      explanation: 'Wrong or missing: total, lines.1.item, lines.1.count.',
    });
    expect((await score('nothing')).value).toBe(0);
  });
  it('can look at some fields only, whole branches too', async () => {
    expect((await score({ total: 12.5 }, { fields: ['total'] })).value).toBe(1);
    expect((await score({ total: 12.5 }, { fields: ['total', 'lines'] })).value).toBe(0.5);
    expect((await score(expected, { fields: ['totl'] })).value).toBeNull();
  });
  it('reads expected JSON from text and cannot score without it', async () => {
    expect((await score(expected, {}, JSON.stringify(expected))).value).toBe(1);
    expect((await score(expected, {}, 'blue')).value).toBeNull();
    expect((await score(expected, {}, null)).value).toBeNull();
  });
  it('takes nothing from an object’s prototype', async () => {
    expect((await score({}, {}, { constructor: 'x' })).value).toBe(0);
  });
});

describe('tool-call', () => {
  const expected = { name: 'refund', arguments: { order: 'A-1', amount: 12.5, items: [1, 2] } };
  const score = async (calls: [string, unknown][], wanted: unknown = expected) =>
    toolCall.prepare({}, specOf('tool-call'))(
      answerOf(
        '',
        calls.map(([name, args]) => ({
          name,
          arguments: typeof args === 'string' ? args : JSON.stringify(args),
        })),
      ),
      caseOf(wanted),
    );

  it('compares name and arguments, keys in any order', async () => {
    expect((await score([['refund', { items: [1, 2], amount: 12.5, order: 'a-1 ' }]])).value).toBe(1);
    expect((await score([['refund', { items: [2, 1], amount: 12.5, order: 'A-1' }]])).value).toBe(0);
    expect(await score([['refund', { ...expected.arguments, note: 'x' }]])).toMatchObject({
      value: 0,
      explanation: 'Wrong arguments: note.',
    });
    expect((await score([['cancel', expected.arguments]])).value).toBe(0);
  });
  it('wants one call, or none when none is expected', async () => {
    expect((await score([])).value).toBe(0);
    expect(
      (
        await score([
          ['refund', expected.arguments],
          ['refund', expected.arguments],
        ])
      ).value,
    ).toBe(0);
    expect((await score([], null)).value).toBe(1);
    expect((await score([['refund', {}]], null)).value).toBe(0);
  });
  it('bears broken arguments and cases without a call', async () => {
    expect((await score([['refund', '{"order":']])).value).toBe(0);
    expect((await score([['list', '']], { name: 'list', arguments: {} })).value).toBe(1);
    expect((await score([['list', '{"x":1}']], { name: 'list' })).value).toBe(1);
    expect((await score([['list', {}]], 'list')).value).toBeNull();
  });
});

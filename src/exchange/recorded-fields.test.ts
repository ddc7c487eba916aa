import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeMap, givenColumns, recordedFields, unknownValues } from './recorded-fields.ts';

describe('givenColumns', () => {
  it('tells fields from scores and their explanations', () => {
    const given = givenColumns([
      'target=model',
      'score=points',
      'score.tone=t',
      'explanation.tone=why',
      'score.a.b=x',
    ]);
    expect(given).toEqual({
      map: { target: 'model', score: 'points' },
      scores: {
        values: new Map([
          ['tone', 't'],
          ['a.b', 'x'],
        ]),
        explanations: new Map([['tone', 'why']]),
      },
    });
  });

  it.each([
    [' case =id', { case: 'id' }],
    ['case=a=b', { case: 'a=b' }],
    ['case=', { case: '' }],
    ['case= id ', { case: ' id ' }],
  ])('reads %j', (written, map) => {
    expect(givenColumns([written]).map).toEqual(map);
  });

  it.each([
    ['case', expect.stringMatching(/^Write --map field=…/)],
    ['=id', expect.stringMatching(/^Write --map field=…/)],
    ['taget=model', expect.stringMatching(/^Did you mean "target"\?/)],
    ['toString=x', expect.stringContaining('or score.NAME and explanation.NAME')],
    ['score.=x', expect.stringContaining('score.NAME')],
  ])('refuses %j', (written, remedy) => {
    expect(() => givenColumns([written])).toThrow(
      expect.objectContaining({ message: `--map is "${written}"`, remedy }),
    );
  });
});

describe('unknownValues', () => {
  it('gathers the values of a field', () => {
    expect(unknownValues(['score=-1', 'score=', 'time=a=b', 'score=-1'])).toEqual(
      new Map([
        ['score', new Set(['-1', ''])],
        ['time', new Set(['a=b'])],
      ]),
    );
  });

  it('knows fields only, no names of scores', () => {
    expect(() => unknownValues(['score.tone=-1'])).toThrow('--unknown is "score.tone=-1"');
  });
});

describe('completeMap', () => {
  const columns = ['id', 'model', 'latencyMs', 'Prompt Tokens', 'answer'];

  it('finds columns that are called as other tools call them, in any spelling', () => {
    expect(completeMap({}, columns, false)).toEqual({
      target: 'model',
      case: 'id',
      e2e_ms: 'latencyMs',
      input_tokens: 'Prompt Tokens',
      output: 'answer',
    });
  });

  it('leaves alone what was given, and what stands for no column', () => {
    expect(completeMap({ case: 'answer', e2e_ms: '' }, columns, false)).toEqual({
      target: 'model',
      case: 'answer',
      e2e_ms: '',
      input_tokens: 'Prompt Tokens',
    });
    expect(completeMap({}, columns, true)).not.toHaveProperty('target');
  });

  it('prefers the name of the field, then the names in their order', () => {
    expect(completeMap({}, ['id', 'question_id', 'case_id', 'm', 'model'], false).case).toBe('case_id');
    expect(completeMap({}, ['id', 'case', 'case_id', 'model'], false).case).toBe('case');
  });

  it.each([
    [
      [],
      false,
      'no column was recognized as the target or the case',
      '--map target=COLUMN --map case=COLUMN',
    ],
    [['id'], false, 'no column was recognized as the target', '--map target=COLUMN'],
    [['model'], true, 'no column was recognized as the case', '--map case=COLUMN'],
  ])('of %j says what is missing', (names, hasTarget, message, remedy) => {
    expect(() => completeMap({}, names, hasTarget)).toThrow(
      expect.objectContaining({ message, remedy: expect.stringContaining(`Name it: ${remedy}.`) }),
    );
  });

  it('gives no column to two fields, and only columns that there are', () => {
    const known = Object.entries(recordedFields).flatMap(([field, names]) => [field, ...names]);
    const some = fc.subarray([...known, 'latencyMs', 'other'], { minLength: 1 });
    fc.assert(
      fc.property(some, (names) => {
        const taken = Object.values(completeMap({ target: '', case: '' }, names, true)).filter(
          (name) => name !== '',
        );
        expect(new Set(taken).size).toBe(taken.length);
        expect(names).toEqual(expect.arrayContaining(taken));
      }),
    );
  });
});

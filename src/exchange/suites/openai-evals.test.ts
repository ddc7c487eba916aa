import { describe, expect, it } from 'vitest';
import { UnsupportedList } from './converted.ts';
import { matchKinds, openaiEvals } from './openai-evals.ts';

function convert(sample: object, match = 'match', ignoresCase = false) {
  const set = openaiEvals(match, ignoresCase);
  const unsupported = new UnsupportedList();
  const entry = set.caseOf(set.row.parse(sample), unsupported, 'row 1');
  return { entry, listed: unsupported.all.map(({ what, isTaken }) => `${isTaken ? '~' : ''}${what}`) };
}

describe('how answers are compared', () => {
  const strict = { ignoreCase: false, lookalikes: false };
  it.each([
    ['match', 'yes', [{ type: 'starts-with', any: ['yes'], ...strict, trim: false }], 'yes'],
    ['includes', ['a', 'b'], [{ type: 'contains', any: ['a', 'b'], ...strict }], ['a', 'b']],
    ['fuzzy-match', ['a'], [{ type: 'contains', any: ['a'] }], 'a'],
    ['json-match', '{"a":1}', ['json-match'], '{"a":1}'],
    ['json-validator', undefined, [{ type: 'json-schema', schema: {}, whole: true }], undefined],
    ['of another kind', 7, [{ type: 'starts-with', any: ['7'], ...strict, trim: false }], '7'],
    ['includes', true, [{ type: 'contains', any: ['true'], ...strict }], 'true'],
  ])('%s of %j', (match, ideal, scorers, expected) => {
    const { entry } = convert({ input: 'Q', ...(ideal !== undefined && { ideal }) }, match);
    expect(entry).toEqual({ input: 'Q', scorers, ...(expected !== undefined && { expected }) });
  });

  it('ignores case for includes alone, when the registry says so', () => {
    expect(convert({ input: 'Q', ideal: 'a' }, 'includes', true).entry?.scorers).toMatchObject([
      { ignoreCase: true },
    ]);
    expect(convert({ input: 'Q', ideal: 'a' }, 'match', true).entry?.scorers).toMatchObject([
      { ignoreCase: false },
    ]);
  });

  it('says where it differs from the original', () => {
    const differing = matchKinds.filter(
      (kind) => convert({ input: 'Q', ideal: '1' }, kind).listed.length > 0,
    );
    expect(differing).toEqual(['fuzzy-match', 'json-match']);
  });

  it('takes the first of several JSON values, and says so', () => {
    const { entry, listed } = convert({ input: 'Q', ideal: ['1', '2'] }, 'json-match');
    expect(entry?.expected).toBe('1');
    expect(listed).toContain('further ideal answers');
  });

  it.each(['match', 'includes', 'fuzzy-match'])('drops what every answer would match under %s', (match) => {
    const { entry, listed } = convert({ input: 'Q', ideal: ['a', ''] }, match);
    expect(entry).toBeNull();
    expect(listed).toContain('samples whose ideal answer is empty');
  });

  it('needs an ideal answer, but for JSON that is only validated', () => {
    const needing = matchKinds.filter((kind) => !openaiEvals(kind).row.safeParse({ input: 'Q' }).success);
    expect(needing).toEqual(['match', 'includes', 'fuzzy-match', 'json-match']);
    expect(openaiEvals('match').row.safeParse({ input: 'Q', ideal: [] }).success).toBe(false);
    expect(openaiEvals('match').row.safeParse({ input: [], ideal: 'a' }).success).toBe(false);
  });
});

describe('messages', () => {
  it.each([
    ['example_user', 'user', []],
    ['example_assistant', 'assistant', []],
    ['alice', 'system', ['names of messages']],
    ['constructor', 'system', ['names of messages']],
    [undefined, 'system', []],
  ])('of the system under the name %s have the role %s', (name, role, unsupported) => {
    const input = [{ role: 'system', content: 'x', ...(name !== undefined && { name }) }];
    const { entry, listed } = convert({ input, ideal: 'a' });
    expect(entry?.messages).toEqual([{ role, content: 'x' }]);
    expect(listed).toEqual(unsupported);
  });
});

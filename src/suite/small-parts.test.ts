/** Paths, shown values, names of models, kinds of media: what is read in one glance. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseModel } from './parse-model.ts';
import { allowedKeys, childSchema, describeSchema, unionOptions } from '../contract/problems/schema-walk.ts';
import { orList, showValue } from '../contract/problems/show-value.ts';
import { mediaOfName, sniffMedia } from './sniff-media.ts';
import { formatPath, parsePath } from '../contract/problems/value-path.ts';
import { fileSource, within } from './source.ts';

describe('paths', () => {
  it.each([
    [[], ''],
    [['targets', 1, 'model'], 'targets[1].model'],
    [[0, 'a'], '[0].a'],
    [['a', 0, 1, 'b c'], 'a[0][1].b c'],
  ])('%j: %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  it('are read as they are written', () => {
    const step = fc.oneof(fc.nat(), fc.stringMatching(/^[A-Za-z_$ -][\w$ -]*$/));
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });

  it('of a part begin with that of the part', () => {
    const source = within(within(fileSource('s.ts'), 'cases', 2), 'tags');
    expect(source.place([0])).toEqual({ location: { file: 's.ts' }, path: 'cases[2].tags[0]' });
    expect(source.written([0])).toBeUndefined();
    expect(fileSource('s.ts').place([])).toEqual({ location: { file: 's.ts' } });
  });
});

const same = { b: 1 };
function selfContaining() {
  const value: Record<string, unknown> = {};
  value['a'] = [value];
  return value;
}

describe('values in messages', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [{ a: [1] }, '{"a":[1]}'],
    [Number.NaN, 'NaN'],
    [{ a: [Number.NaN, Number.POSITIVE_INFINITY] }, '{"a":[NaN,Infinity]}'],
    [10n, '10n'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), 'no date'],
    [selfContaining(), '{"a":[(contains itself)]}'],
    [[same, same], '[{"b":1},{"b":1}]'],
    [() => 1, '() => 1'],
  ])('%o', (value, text) => expect(showValue(value)).toBe(text));

  it('are short, and hide keys', () => {
    expect(showValue('x'.repeat(1000)).length).toBeLessThanOrEqual(60);
    expect(showValue('https://me:secret@example.org')).not.toContain('secret');
  });

  it('are listed with "or", at most twenty of them', () => {
    expect(orList([])).toBe('');
    expect(orList(['a'])).toBe('a');
    expect(orList(['a', 'b', 'c'])).toBe('a, b or c');
    const many = orList(Array.from({ length: 25 }, (_, i) => `w${i}`));
    expect(many).toMatch(/w18, w19 or 5 more$/);
    expect(orList(Array.from({ length: 20 }, (_, i) => `w${i}`))).toMatch(/w18 or w19$/);
  });
});

describe('names of models', () => {
  it.each([
    ['openai/gpt-5', { provider: 'openai', model: 'gpt-5' }],
    ['openrouter/meta/llama:free', { provider: 'openrouter', model: 'meta/llama:free' }],
    ['plugin:pkg/m', { provider: 'plugin:pkg', model: 'm' }],
    ['plugin:@scope/pkg/a/b', { provider: 'plugin:@scope/pkg', model: 'a/b' }],
    ['plugin:./p.mjs/m', { provider: 'plugin:./p.mjs', model: 'm' }],
    ['plugin:../x/p.ts/a/b', { provider: 'plugin:../x/p.ts', model: 'a/b' }],
  ])('%s', (text, name) => expect(parseModel(text)).toEqual(name));

  it.each([
    ['gpt-5', 'Did you mean "openai/gpt-5"?'],
    ['o3', 'Did you mean "openai/o3"?'],
    ['claude-x', 'Did you mean "anthropic/claude-x"?'],
    ['gemini-x', 'Did you mean "google/gemini-x"?'],
    ['/gpt', undefined],
    ['openai/', undefined],
    ['', undefined],
    ['plugin:pkg', undefined],
    ['plugin:@scope/m', undefined],
    ['plugin:/m', undefined],
  ])('%j is none', (text, remedy) => {
    const read = parseModel(text);
    expect(read).toHaveProperty('expected');
    expect('remedy' in read ? read.remedy : undefined).toBe(remedy);
  });

  it('have a provider that there is', () => {
    expect(parseModel('opnai/x', ['openai', 'google'])).toEqual({
      expected: 'one of the providers openai, google',
      remedy: 'Did you mean "openai"?',
    });
    expect(parseModel('openai/x', ['openai'])).toEqual({ provider: 'openai', model: 'x' });
  });
});

describe('kinds of media', () => {
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  it.each([
    ['\x89PNG\r\n\x1a\nrest', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF87a', 'image/gif'],
    ['GIF89a', 'image/gif'],
    ['RIFF\0\0\0\0WEBPVP8', 'image/webp'],
    ['%PDF-1.7', 'application/pdf'],
    ['RIFF\0\0\0\0WAVE', null],
    ['GIF88a', null],
    ['\x89PNG\n', null],
    ['\xff\xd8', null],
    [' %PDF-', null],
    ['', null],
    ['<svg>', null],
  ])('of the bytes %j: %s', (text, kind) => expect(sniffMedia(bytes(text))).toBe(kind));

  it.each([
    ['a.PNG', 'image/png'],
    ['a.b.jpeg', 'image/jpeg'],
    ['pdf', 'application/pdf'],
    ['a.svg', null],
    ['a.constructor', null],
    ['a.', null],
  ])('of the name %s: %s', (name, kind) => expect(mediaOfName(name)).toBe(kind));
});

describe('what a schema asks for, in words', () => {
  it.each([
    [z.string(), 'text'],
    [z.boolean().optional(), 'true or false'],
    [z.number(), 'a number'],
    [z.number().int().positive().max(9), 'a whole number greater than 0 and at most 9'],
    [z.number().min(0).max(1), 'a number of at least 0 and at most 1'],
    [z.number().max(5), 'a number of at most 5'],
    [z.enum(['a', 'b', 'c']), 'a, b or c'],
    [z.array(z.string()), 'a list'],
    [z.record(z.string(), z.number()), 'a mapping'],
    [z.strictObject({ a: z.string(), b: z.number().optional() }), 'a mapping with `a`'],
    [z.strictObject({ b: z.number().optional() }), 'a mapping'],
    [z.union([z.string(), z.array(z.string()), z.string()]), 'text, or a list'],
    [z.unknown(), null],
  ])('%#: %s', (schema, words) => expect(describeSchema(schema)).toBe(words));

  const nested = z.union([
    z.string(),
    z.strictObject({ a: z.array(z.strictObject({ b: z.number() })).optional() }),
    z.strictObject({ c: z.boolean(), a: z.string() }),
  ]);
  it('finds fields in the alternatives of a union', () => {
    expect(allowedKeys(nested)).toEqual(['a', 'c']);
    expect(unionOptions(nested.optional())).toHaveLength(3);
    expect(unionOptions(z.string())).toEqual([]);
    const list = childSchema(nested, 'a');
    const item = list && childSchema(list, 0);
    expect(item && allowedKeys(item)).toEqual(['b']);
    expect(childSchema(nested, 'toString')).toBeUndefined();
    expect(list && childSchema(list, 'length')).toBeUndefined();
  });
});

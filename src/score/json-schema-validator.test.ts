import { describe, expect, it } from 'vitest';
import { AssayError } from '../contract/errors.ts';
import { schemaValidator } from './json-schema-validator.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const attack = `${'a'.repeat(5000)}!`;

describe('patterns of schemas', () => {
  it.each([
    ['pattern', { type: 'string', pattern: '^(a+)+$' }, attack],
    ['pattern with classes', { type: 'string', pattern: '^(\\w|a|[a-z])*$' }, attack],
    ['patternProperties', { patternProperties: { '^(a+)+$': { type: 'null' } } }, { [attack]: 1 }],
    ['propertyNames', { propertyNames: { pattern: '^(a|aa)+$' } }, { [attack]: 1 }],
    ['inside', { items: { anyOf: [{ pattern: '^(a+)+$' }, { pattern: '(a*)*b$' }] } }, [attack]],
  ])('cannot be held up: %s', async (_name, schema, value) => {
    const validate = schemaValidator(schema);
    expect(await cpuMsOf(() => validate(value))).toBeLessThan(2000);
  });
  it('mean what they mean in JavaScript', () => {
    const accepts = (pattern: string, text: string) => schemaValidator({ pattern })(text);
    expect(accepts('^[A-Z]{2}-\\d{3}$', 'AB-123')).toBe(true);
    expect(accepts('^[A-Z]{2}-\\d{3}$', 'ab-123')).toBe(false);
    expect(accepts('b', 'abc')).toBe(true);
    expect(accepts('^\\u00e9$', 'é')).toBe(true);
    expect(accepts('^\\p{L}+$', 'Größe')).toBe(true);
    expect(accepts('^\\/x$', '/x')).toBe(true);
    expect(accepts('^.$', '😀')).toBe(true);
  });
  it('are refused when they need look-around', () => {
    expect(() => schemaValidator({ pattern: '^(?=a)' })).toThrow(AssayError);
    expect(() => schemaValidator({ pattern: '^(?=a)' })).toThrow('"schema"');
  });
});

describe('formats', () => {
  const valid: Record<string, [string, string]> = {
    date: ['2026-02-28', '2026-02-30'],
    'date-time': ['2026-02-28T10:00:00Z', '2026-02-28'],
    email: ['a@b.example', 'a@'],
    uri: ['https://a.example/x?y#z', 'no uri'],
    'uri-reference': ['/x', '\\\\x'],
    hostname: ['a.example', '-a'],
    ipv4: ['10.0.0.1', '10.0.0.256'],
    ipv6: ['::1', ':::'],
    uuid: ['123e4567-e89b-12d3-a456-426614174000', '123'],
    'json-pointer': ['/a/b', 'a'],
    duration: ['P1D', '1D'],
    byte: ['YWJj', 'Y'],
  };
  it.each(Object.entries(valid))('%s', (format, [right, wrong]) => {
    const validate = schemaValidator({ format });
    expect(validate(right), right).toBe(true);
    expect(validate(wrong), wrong).toBe(false);
  });
  it('cannot be held up', async () => {
    const texts = ['a', '1', '.', 'a.', 'a-', ':', '1:', '/', '%41', 'P1', '@', 'a@', '[', '{', 'YQ'];
    for (const format of Object.keys(valid)) {
      const validate = schemaValidator({ format });
      for (const text of texts) {
        const long = text.repeat(Math.ceil(2000 / text.length));
        expect(await cpuMsOf(() => validate(`${long}!`)), `${format} ${text}`).toBeLessThan(2000);
      }
    }
  });
});

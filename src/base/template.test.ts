import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, lookUp, templateNames } from './template.ts';

describe('fillTemplate', () => {
  it('puts text in as it is and everything else as JSON', () => {
    const variables = { name: 'Ada', n: 3, list: [1, 'a'], no: false, nothing: null };
    expect(fillTemplate('{{name}} {{ n }} {{list}} {{no}} {{nothing}}', variables)).toBe(
      'Ada 3 [1,"a"] false null',
    );
  });

  it('follows dots into mappings and lists, and prefers a name that holds them', () => {
    const variables = { doc: { pages: [{ title: 'One' }] }, 'a.b': 'whole', a: { b: 'inner' } };
    expect(fillTemplate('{{doc.pages.0.title}} {{a.b}}', variables)).toBe('One whole');
  });

  it('reads \\{{ as braces that stay', () => {
    expect(fillTemplate(String.raw`\{{name}} {{name}}`, { name: 'x' })).toBe('{{name}} x');
  });

  it('leaves unknown names, single braces and inherited properties alone', () => {
    expect(fillTemplate('{{who}} {"a": {"b": 1}} {{toString}}', {})).toBe(
      '{{who}} {"a": {"b": 1}} {{toString}}',
    );
    expect(lookUp('constructor.name', {})).toBeUndefined();
  });

  it('does not read what values contain', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(fillTemplate('{{a}}', { a: `{{b}}${a}`, b })).toBe(`{{b}}${a}`);
        expect(fillTemplate('<{{a}}>', { a })).toBe(`<${a}>`);
      }),
    );
  });
});

describe('templateNames', () => {
  it('names each once, without the escaped ones', () => {
    expect(templateNames(String.raw`{{a}} {{ b.c }} {{a}} \{{d}}`)).toEqual(['a', 'b.c']);
  });
});

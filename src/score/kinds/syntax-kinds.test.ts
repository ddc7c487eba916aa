import { describe, expect, it } from 'vitest';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { findCode } from '../find-code.ts';
import { html } from './html.ts';
import { language } from './language.ts';
import { sql } from './sql.ts';
import { xml } from './xml.ts';

describe('findCode', () => {
  it.each([
    ['x = 1', 'x = 1'],
    ['Sure:\n```js\nf();\n```\nDone.', 'f();'],
    ['```\nf();\n```', 'f();'],
    ['```python\nf()\n```', null],
    ['```python\nf()\n```\n```js\ng();\n```', 'g();'],
    ['```js\na\n```\ntext\n```js\nb\n```', 'a\nb'],
    ['```js\nunclosed();', 'unclosed();'],
    ['````js\n```\ninner\n```\n````', '```\ninner\n```'],
    ['  ```js\n  f();\n  ```', 'f();'],
    ['~~~js\nf();\n~~~', 'f();'],
    ['```js\n```', null],
    ['', null],
  ])('%j gives %j', (text, code) => {
    expect(findCode(text, ['js'])).toBe(code);
  });
});

describe('sql', () => {
  it.each([
    ['SELECT 1', {}, 1],
    ['```sql\nSELECT a, count(*) FROM t GROUP BY a;\n```', {}, 1],
    ['SELECT a FROM', {}, 0],
    ['Select the best one for me, please', {}, 0],
    ['SELECT 1; SELECT 2', { statements: 1 }, 0],
    ['SELECT 1; SELECT 2', { statements: 2 }, 1],
    ['SELECT TOP 3 a FROM [my table]', { dialect: 'mssql' }, 1],
    ['SELECT `a` FROM t', { dialect: 'mysql' }, 1],
    ['-- nothing', {}, 0],
    ['', {}, 0],
  ])('%j with %j is %d', async (answer, options, value) => {
    expect(await valueOf(sql, answer, undefined, options)).toBe(value);
  });
  it('names the dialects when one is unknown', () => {
    expect(() => sql.prepare({ dialect: 'access' }, {} as never)).toThrow('"access"');
  });
});

describe('xml', () => {
  it.each([
    ['<a><b/></a>', {}, 1],
    ['```xml\n<?xml version="1.0"?>\n<a>é</a>\n```', {}, 1],
    ['<a><b></a>', {}, 0],
    ['<a/><b/>', {}, 0],
    ['<a x=1/>', {}, 0],
    ['<x:a/>', {}, 0],
    ['plain text', {}, 0],
    ['', {}, 0],
    ['<a/>', { root: 'a' }, 1],
    ['<a/>', { root: 'b' }, 0],
    ['<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>', {}, 0],
  ])('%j with %j is %d', async (answer, options, value) => {
    expect(await valueOf(xml, answer, undefined, options)).toBe(value);
  });
});

describe('html', () => {
  it.each([
    ['<p>Hello <b>you</b></p>', {}, 1],
    [
      '```html\n<!doctype html><html><head><title>t</title></head><body></body></html>\n```',
      { document: true },
      1,
    ],
    ['<p>no doctype</p>', { document: true }, 0],
    ['<p class="a" class="b">x</p>', {}, 0],
    ['<div><span></div></span>', {}, 0],
    ['<ul><li>a<li>b</ul><br><svg><path/></svg>', {}, 1],
    ['<div>open', {}, 0],
    ['no elements at all', {}, 0],
    ['', {}, 0],
  ])('%j with %j is %d', async (answer, options, value) => {
    expect(await valueOf(html, answer, undefined, options)).toBe(value);
  });
  it('names the faults and their lines', async () => {
    const { explanation } = await scoreWith(html, { answer: '<p>\n<b a="1" a="2"></b></p>' });
    expect(explanation).toContain('duplicate-attribute in line 2');
  });
});

describe('language', () => {
  const german = 'Das ist eine ganz gewöhnliche Antwort auf eine einfache Frage.';
  it.each([
    [german, 'de', {}, 1],
    [german, 'en', {}, 0],
    [german, undefined, { any: ['fr', 'de'] }, 1],
    ['The quick brown fox jumps over the lazy dog.', 'en', {}, 1],
    ['これは日本語の文章です。とても短いですが。', 'ja', {}, 1],
    [`${german}\n\`\`\`js\nconst the = 'of and to in that is was for it with as';\n\`\`\``, 'de', {}, 1],
    ['42', 'de', {}, null],
    [german, 'German', {}, null],
    [german, undefined, {}, null],
  ])('%j against %j with %j is %j', async (answer, expected, options, value) => {
    expect(await valueOf(language, answer, expected, options)).toBe(value);
  });
});

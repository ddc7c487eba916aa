import { expect, it } from 'vitest';
import { asTemplate, computed, fillEnv, fillIn } from './template.ts';

it.each([
  ['say {{a}}', 'say {{a}}', ['a']],
  ['{{ a.b }} {{a[0].c}} {{ a["x"] }}', '{{a.b}} {{a.0.c}} {{a.x}}', ['a.b', 'a.0.c', 'a.x']],
  ['{# said to nobody #}{{a}}', '{{a}}', ['a']],
  ['{"a": {"b": 1}}', '{"a": {"b": 1}}', []],
  ['50 % {of} {{ it', '50 % {of} {{ it', []],
])('%s is filled in by names', (text, written, names) => {
  expect(computed(text)).toBeNull();
  expect(asTemplate(text)).toEqual({ text: written, names });
});

it.each([
  '{{a | upper}}',
  '{{a + b}}',
  '{{ f(a) }}',
  '{{ "x" }}',
  '{{}}',
  '{% if a %}x{% endif %}',
  '{{env.KEY}}',
  '{{_conversation}}',
  '{{- a -}}',
  String.raw`\{{a}}`,
])('%s is computed', (text) => {
  expect(computed(text)).not.toBeNull();
});

it('puts in values as nunjucks writes them', () => {
  const variables = { a: 'x', n: 1.5, yes: true, list: ['a', 2], none: null, deep: { b: ['c'] } };
  expect(fillIn('{{a}}|{{n}}|{{yes}}|{{list}}|{{none}}|{{missing}}|{{deep.b.0}}', variables)).toBe(
    'x|1.5|true|a,2|||c',
  );
});

it('puts in what the configuration itself sets, and nothing else of the environment', () => {
  expect(fillEnv('{{env.A}} {{ env.B }}', { A: 'x' })).toBe('x {{ env.B }}');
});

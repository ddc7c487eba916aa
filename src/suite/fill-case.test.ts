import { describe, expect, it } from 'vitest';
import { load, problemsOf } from '../../test/suite-folder.ts';
import { renderMessages } from './render-messages.ts';

const sent = async (files: Record<string, string>) => {
  const { cases, prompts } = await load(files);
  return cases.flatMap((testCase) => [
    ...renderMessages(prompts[0] as (typeof prompts)[number], testCase).map(({ content }) => content),
    ...(testCase.turns ?? []).map(({ content }) => content),
  ]);
};
const inline = (entry: string) => ({ 's.yaml': `name: n\ncases: [${entry}]\n` });
const rows = (...lines: object[]) => ({
  's.yaml': 'name: n\ncases: {file: c.jsonl}\n',
  'c.jsonl': lines.map((line) => JSON.stringify(line)).join('\n'),
});

describe('a case of the suite file', () => {
  it('has its input filled in, as its turns are', async () => {
    const entry = `{id: a, input: 'My order is {{order}}.', variables: {order: A-17}, turns: ['Where is {{order}}?']}`;
    expect(await sent(inline(entry))).toEqual(['My order is A-17.', 'Where is A-17?']);
  });
  it('keeps braces that are escaped, and all of them when it has no variables', async () => {
    expect(await sent(inline(`{id: a, input: '{{x}} \\{{x}}', variables: {x: 1}}`))).toEqual(['1 {{x}}']);
    expect(await sent(inline(`{id: a, input: 'Explain {{ x }} and \\{{ of Jinja'}`))).toEqual([
      'Explain {{ x }} and \\{{ of Jinja',
    ]);
  });
  it('with a name that it does not have is a mistake', async () => {
    const [problem] = await problemsOf(
      inline(`{id: a, input: 'Of {{contry}}?', variables: {country: Peru}}`),
    );
    expect(problem).toMatch(
      /^s\.yaml:2:\d+ \{\{contry\}\} is not defined in the case "a"\..*Did you mean "country"\?/,
    );
  });
  it('puts values in once', async () => {
    const entry = `{id: a, input: '{{x}}', variables: {x: '{{y}}', y: 2}}`;
    expect(await sent(inline(entry))).toEqual(['{{y}}']);
  });
});

describe('a row of a data file', () => {
  it('has the names filled in that it has, and keeps all other braces', async () => {
    const row = {
      id: 'a',
      input: 'Of {{country}}, in {{ vue }} and \\{{x}} and \\{{country}}?',
      country: 'Peru',
    };
    expect(await sent(rows(row))).toEqual(['Of Peru, in {{ vue }} and \\{{x}} and {{country}}?']);
  });
  it('is treated alike in messages and turns', async () => {
    const text = 'Of {{country}}: {{#if x}} {{ user.name }} \\{{';
    const right = 'Of Peru: {{#if x}} {{ user.name }} \\{{';
    const row = { id: 'a', messages: [{ role: 'user', content: text }], turns: [text], country: 'Peru' };
    expect(await sent(rows(row))).toEqual([right, right]);
  });
  it('without a name that other rows have is a mistake', async () => {
    const files = rows(
      { id: 'a', input: 'Of {{country}}?', country: 'Peru' },
      { id: 'b', input: 'Of {{country}}?' },
    );
    expect(await problemsOf(files)).toEqual([
      expect.stringContaining('{{country}} is not defined in the case "b".'),
    ]);
  });
});

import { expect, it } from 'vitest';
import { javascriptRunner, usesUnavailable } from './javascript-runner.ts';

type Score = (given: object) => Promise<{ value: number; explanation?: string }>;
const loaded = (await import(`data:text/javascript,${encodeURIComponent(javascriptRunner)}`)) as unknown as {
  default: Score;
};

const scored = (text: string, options: object, answer: object = {}) =>
  loaded.default({
    answer: { text, toolCalls: [], ...answer },
    case: { variables: { name: 'Ann', n: 3 } },
    options,
  });

it.each([
  ['an expression', 'abc', { code: 'output.length === 3' }, 1],
  ['a semicolon at its end', 'abc', { code: 'output.length > 3;' }, 0],
  ['declarations before it', 'a;b', { code: "const s = output; s === 'a;b'" }, 1],
  ['an object before it', '{"a":1}', { code: 'const { a } = JSON.parse(output); a > 0' }, 1],
  ['the body of a function', 'abc', { code: 'if (output) {\n return true;\n}\nreturn false;' }, 1],
  ['a number', 'abc', { code: '0.25' }, 0.25],
  ['a number over 1', 'abc', { code: 'output.length' }, 1],
  ['variables', 'Ann', { code: 'output === context.vars.name && context.test.vars.n === 3' }, 1],
  ['config', 'x', { code: 'context.config.limit > 1', config: { limit: 2 } }, 1],
  ['a promise', 'x', { code: 'Promise.resolve(true)' }, 1],
  ['not', 'abc', { code: 'output.length === 3', turned: true }, 0],
  ['{pass, score}', 'x', { code: "({ pass: true, score: 0.5, reason: 'half' })" }, 0.5],
  ['a pass that its score denies', 'x', { code: "({ pass: false, score: 0.5, reason: 'no' })" }, 0],
  [
    'a score below its threshold',
    'x',
    { code: "({ pass: true, score: 0.2, reason: '' })", threshold: 0.5 },
    1,
  ],
  [
    'a transform before it',
    '{"a":{"b":2}}',
    { code: 'output.b === 2', transforms: ['JSON.parse(output).a'] },
    1,
  ],
  ['an answer in JSON', '{"a":1}', { code: 'output.a === 1', json: true }, 1],
  ['a throw', 'x', { code: 'output.a.b' }, 0],
  ['something else', 'x', { code: '"yes"' }, 0],
])('%s', async (_, text, options, value) => {
  expect((await scored(text, options)).value).toBe(value);
});

it('shows calls of tools as output where there is no text', async () => {
  const toolCalls = [{ id: 'c', name: 'find', arguments: '{"q":1}' }];
  const code = "output[0].type === 'function' && JSON.parse(output[0].function.arguments).q === 1";
  expect((await scored('', { code }, { toolCalls })).value).toBe(1);
});

it('says what was thrown', async () => {
  expect((await scored('x', { code: 'nothing.here' })).explanation).toBe(
    'The assertion threw: nothing is not defined',
  );
});

it.each([
  "require('fs')",
  'fetch("x")',
  'process.env.A',
  'context.providerResponse.x',
  'context.logProbs',
  'context?.prompt',
  "context['prompt']",
  'context.test.metadata',
])('%s is told to be unavailable', (code) => {
  expect(usesUnavailable(code)).not.toBeNull();
});

it.each(['output.includes(context.vars.a)', 'context.config.x', 'JSON.parse(output)', 'context.test.vars.a'])(
  '%s runs',
  (code) => {
    expect(usesUnavailable(code)).toBeNull();
  },
);

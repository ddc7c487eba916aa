import { expect, it } from 'vitest';
import { stubResult } from './stub-result.ts';

const tools = [
  {
    name: 'price',
    parameters: {},
    results: [
      { arguments: { item: 'tea' }, result: 3 },
      { arguments: { item: 'tea', size: { cl: 40 } }, result: 'never reached' },
      { arguments: { item: 'cake' }, result: { usd: 4 } },
    ],
  },
  { name: 'time', parameters: {}, result: 'noon', results: [{ arguments: { at: 'x' }, result: '' }] },
  { name: 'unstubbed', parameters: {} },
];

it.each([
  ['price', '{"item":"tea","size":{"cl":40}}', '3', false],
  ['price', '{"item":"cake"}', '{"usd":4}', false],
  ['time', '{}', 'noon', false],
  ['time', '', 'noon', false],
  ['time', '{"at":"x"}', '', false],
  ['price', '{"item":"pie"}', 'Error: price has no result for {"item":"pie"}.', true],
  ['price', '{"item":', 'Error: the arguments of price are not a JSON object.', true],
  ['price', '[1]', 'Error: the arguments of price are not a JSON object.', true],
  ['unstubbed', '{}', 'Error: there is no tool "unstubbed" here. Tools: price, time.', true],
  ['toString', '{}', 'Error: there is no tool "toString" here. Tools: price, time.', true],
])('%s(%s) gives %s', (name, args, result, isError) => {
  const call = { type: 'tool-call' as const, id: '1', name, arguments: args };
  expect(stubResult(tools, call)).toEqual({ type: 'tool-result', id: '1', name, result, isError });
});

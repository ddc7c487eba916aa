import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ToolDeltas } from './tool-deltas.ts';

/** Calls put together from frames, each a list of `tool_calls`. */
function callsOf(frames: unknown[][], offered: string[] = []): [name: string, args: string][] {
  const deltas = new ToolDeltas(new Set(offered), () => undefined);
  for (const entries of frames) deltas.add(entries);
  return deltas.end().map((call) => [call.name, call.arguments]);
}

const f = (name?: unknown, args?: unknown) => ({
  ...(name !== undefined && { name }),
  ...(args !== undefined && { arguments: args }),
});
const lima = '{"city":"Lima"}';
const quito = '{"city":"Quito"}';
const one = [['get_weather', lima]];

describe('one call', () => {
  it.each([
    ['as specified', [[{ index: 0, id: 'a', type: 'function', function: f('get_weather', '') }], [{ index: 0, function: f(undefined, '{"city":') }], [{ index: 0, function: f(undefined, '"Lima"}') }]]],
    ['with its name in every piece', [[{ index: 0, id: 'a', function: f('get_weather', '{"ci') }], [{ index: 0, id: 'a', function: f('get_weather', 'ty":"Li') }], [{ index: 0, id: 'a', function: f('get_weather', 'ma"}') }]]],
    ['with its name in every piece, without ids', [[{ index: 0, function: f('get_weather', '{"ci') }], [{ index: 0, function: f('get_weather', 'ty":"Lima"}') }]]],
    ['without index, one id', [[{ id: 'a', function: f('get_weather', '') }], [{ id: 'a', function: f(undefined, '{"city":') }], [{ id: 'a', function: f(undefined, '"Lima"}') }]]],
    ['without index and id after the first', [[{ id: 'a', function: f('get_weather', '{"ci') }], [{ function: f(undefined, 'ty":"Li') }], [{ function: f(null, 'ma"}') }]]],
    ['with another id for every piece', [[{ index: 0, id: 'a', function: f('get_weather', '') }], [{ index: 0, id: 'b', function: f(undefined, '{"city":') }], [{ index: 0, id: 'c', function: f(undefined, '"Lima"}') }]]],
    ['with another index for every piece of one id', [[{ index: 0, id: 'a', function: f('get_weather', '{"city":') }], [{ index: 1, id: 'a', function: f(undefined, '"Lima"}') }]]],
    ['with its index as text', [[{ index: '0', id: 'a', function: f('get_weather', '{"city":') }], [{ index: '0', function: f(undefined, '"Lima"}') }]]],
    ['whose arguments are an object', [[{ index: 0, id: 'a', function: f('get_weather', { city: 'Lima' }) }]]],
    ['whose arguments come after null', [[{ index: 0, id: 'a', function: f('get_weather', null) }], [{ index: 0, function: f(null, lima) }]]],
    ['whose arguments come after a placeholder', [[{ index: 0, id: 'a', function: f('get_weather', '{}') }], [{ index: 0, function: f(undefined, '{"city":') }], [{ index: 0, function: f(undefined, '"Lima"}') }]]],
    ['whose name comes later', [[{ index: 0, id: 'a', function: f('', '') }], [{ index: 0, function: f('get_weather', lima) }]]],
    ['whose id comes later', [[{ index: 0, function: f('get_weather', '{"city":') }], [{ index: 0, id: 'a', function: f(undefined, '"Lima"}') }]]],
    ['that is said once more when it is whole', [[{ index: 0, id: 'a', function: f('get_weather', lima) }], [{ index: 0, id: 'a', function: f('get_weather', lima) }]]],
    ['that is said from the start in every piece', [[{ index: 0, id: 'a', function: f('get_weather', '{"ci') }], [{ index: 0, id: 'a', function: f('get_weather', '{"city":"Li') }], [{ index: 0, id: 'a', function: f('get_weather', lima) }]]],
    ['that is said from the start, from its first sign on', [[{ index: 0, id: 'a', function: f('get_weather', '{') }], [{ index: 0, function: f(undefined, '{"city":"Li') }], [{ index: 0, function: f(undefined, lima) }]]],
    ['in pieces and then whole', [[{ index: 0, id: 'a', function: f('get_weather', '{"city"') }], [{ index: 0, function: f(undefined, ':"Li') }], [{ index: 0, function: f(undefined, lima) }]]],
    ['without a member function', [[{ id: 'a', name: 'get_weather', arguments: lima }]]],
    ['with parameters instead of arguments', [[{ id: 'a', function: { name: 'get_weather', parameters: { city: 'Lima' } } }]]],
    ['of a custom tool', [[{ id: 'a', type: 'custom', custom: { name: 'get_weather', input: lima } }]]],
    ['among entries that are none', [[null, 'x', { id: 'a', function: f('get_weather', lima) }].slice(2), []]],
  ])('%s', (_, frames) => {
    expect(callsOf(frames)).toEqual(one);
  }); // prettier-ignore

  it('holds something nested that begins as the whole does', () => {
    for (const pieces of [
      ['{"a":', '{"a":2}}'],
      ['{"a":{', '"a":{', '"a":{}}}}'],
      ['{"a":[', '[', '[1]]]}'],
    ]) {
      const frames = pieces.map((piece) => [{ index: 0, id: 'a', function: f('set', piece) }]);
      expect(callsOf(frames)).toEqual([['set', pieces.join('')]]);
    }
  });

  it('has an empty object for no arguments', () => {
    for (const none of ['', null, undefined, '  ', 'null'])
      expect(callsOf([[{ index: 0, id: 'a', function: f('now', none) }]])).toEqual([['now', '{}']]);
  });

  it('whose name comes in pieces of one that was offered', () => {
    const frames = ['get_', 'wea', 'ther'].map((name, i) => [
      { index: 0, ...(i === 0 && { id: 'a' }), function: f(name, i === 2 ? lima : '') },
    ]);
    expect(callsOf(frames, ['get_weather'])).toEqual(one);
  });
});

describe('several calls', () => {
  it.each([
    ['two at index 0', [[{ index: 0, id: 'a', function: f('get_weather', lima) }], [{ index: 0, id: 'b', function: f('get_time', lima) }]], [['get_weather', lima], ['get_time', lima]]],
    ['one tool twice at index 0', [[{ index: 0, id: 'a', function: f('get_weather', lima) }], [{ index: 0, id: 'b', function: f('get_weather', quito) }]], [['get_weather', lima], ['get_weather', quito]]],
    ['at index 0 in pieces', [[{ index: 0, id: 'a', function: f('get_weather', '{"city":') }], [{ index: 0, function: f(undefined, '"Lima"}') }], [{ index: 0, id: 'b', function: f('get_time', '') }], [{ index: 0, function: f(undefined, lima) }]], [['get_weather', lima], ['get_time', lima]]],
    ['at index 0 without ids', [[{ index: 0, function: f('get_weather', lima) }], [{ index: 0, function: f('get_weather', quito) }], [{ index: 0, function: f('get_time', lima) }]], [['get_weather', lima], ['get_weather', quito], ['get_time', lima]]],
    ['interleaved by index', [[{ index: 0, id: 'a', function: f('get_weather', '') }, { index: 1, id: 'b', function: f('get_weather', '') }], [{ index: 1, function: f(undefined, '{"city":"Qu') }], [{ index: 0, function: f(undefined, '{"city":') }, { index: 1, function: f(undefined, 'ito"}') }], [{ index: 0, function: f(undefined, '"Lima"}') }]], [['get_weather', lima], ['get_weather', quito]]],
    ['interleaved by id', [[{ id: 'a', function: f('get_weather', '{"city":') }], [{ id: 'b', function: f('get_weather', '{"city":') }], [{ id: 'a', function: f(undefined, '"Lima"}') }], [{ id: 'b', function: f(undefined, '"Quito"}') }]], [['get_weather', lima], ['get_weather', quito]]],
    ['with one id for all', [[{ index: 0, id: 'x', function: f('get_weather', lima) }], [{ index: 1, id: 'x', function: f('get_weather', quito) }]], [['get_weather', lima], ['get_weather', quito]]],
    ['at index 0 without ids, each from the start in every piece', [[{ index: 0, function: f('get_weather', '{"ci') }], [{ index: 0, function: f('get_weather', lima) }], [{ index: 0, function: f('get_weather', quito) }]], [['get_weather', lima], ['get_weather', quito]]],
    ['in one frame without index and id', [[{ function: f('get_weather', { city: 'Lima' }) }, { function: f('get_weather', { city: 'Quito' }) }]], [['get_weather', lima], ['get_weather', quito]]],
    ['without arguments, in one frame', [[{ function: f('now') }, { function: f('now') }]], [['now', '{}'], ['now', '{}']]],
    ['far apart in index', [[{ index: 1e9, id: 'a', function: f('get_weather', lima) }], [{ index: -1, id: 'b', function: f('__proto__', '{}') }]], [['get_weather', lima], ['__proto__', '{}']]],
  ])('%s', (_, frames, calls) => {
    expect(callsOf(frames)).toEqual(calls);
  }); // prettier-ignore

  it('are put together from any pieces in any order, as specified', () => {
    const call = fc.record({
      name: fc.constantFrom('a', 'b'),
      args: fc.dictionary(fc.string(), fc.string()),
    });
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (calls, draw) => {
          const rest = calls.map(({ args }) => JSON.stringify(args));
          const frames = calls.map(({ name }, index) => [{ index, id: `id${index}`, function: f(name, '') }]);
          while (rest.some((text) => text !== '')) {
            const index = draw.next().value % rest.length;
            const text = rest[index] as string;
            const cut = 1 + (draw.next().value % 7);
            if (text !== '') frames.push([{ index, function: f(undefined, text.slice(0, cut)) } as never]);
            rest[index] = text.slice(cut);
          }
          expect(callsOf(frames)).toEqual(calls.map(({ name, args }) => [name, JSON.stringify(args)]));
        },
      ),
    );
  });
});

it('leaves out what the provider ran itself', () => {
  const own = { id: 'a', type: 'web_search_call', function: f('web_search', '{}') };
  expect(callsOf([[own, { id: 'b', function: f('get_weather', lima) }]])).toEqual(one);
});

it('announces pieces under one label, whenever the id comes', () => {
  const labels: string[] = [];
  const deltas = new ToolDeltas(new Set(), (label) => labels.push(label));
  deltas.add([{ index: 0, function: f('a', '{') }]);
  deltas.add([{ index: 0, id: 'late', function: f(undefined, '}') }]);
  const [call] = deltas.end();
  expect(call?.id).toBe('late');
  expect(labels).toEqual([call?.label, call?.label]);
});

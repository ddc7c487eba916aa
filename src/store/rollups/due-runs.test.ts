import { expect, it } from 'vitest';
import { portionsOf, type DueRun, type Portion } from './due-runs.ts';

const idOf = (place: number) => `run-${String(place).padStart(6, '0')}`;
const due = (from: number, to: number, step = 1): DueRun[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => ({
    run_id: idOf(from + i * step),
    seen: '1',
  }));
const countsOf = (runs: number, samples: number) =>
  new Map(Array.from({ length: runs }, (_, place) => [idOf(place), samples]));

const shape = ({ runs, params }: Portion) => ('first' in params ? `range of ${runs.length}` : runs.length);
const shapes = (runs: DueRun[], counts: ReadonlyMap<string, number>) =>
  [...portionsOf(runs, counts)].map(shape);

it('are listed where they are few or far between, and one range where nearly all are due', () => {
  expect(shapes(due(10, 60), countsOf(1000, 50))).toEqual([50]);
  expect(shapes(due(0, 1000), countsOf(1000, 50))).toEqual(['range of 1000']);
  // one in ten is not due, and half of them are not
  expect(
    shapes(
      due(0, 1000).filter((_, i) => i % 10 > 0),
      countsOf(1000, 50),
    ),
  ).toEqual(['range of 900']);
  expect(shapes(due(0, 1000, 2), countsOf(1000, 50))).toEqual([100, 100, 100, 100, 100]);
});

it('are no more at once than can be grouped in memory, each once', () => {
  const runs = due(0, 1000);
  const portions = [...portionsOf(runs, countsOf(1000, 200))];
  expect(portions.map(shape)).toEqual(['range of 300', 'range of 300', 'range of 300', 100]);
  expect(portions.flatMap((portion) => portion.runs)).toEqual(runs);
  expect(portions[1]?.params).toEqual({ first: idOf(300), last: idOf(599) });
  // one run may be too large by itself, and some may have lost all their samples
  expect(shapes(due(0, 3), new Map([[idOf(1), 1_000_000]]))).toEqual([1, 1, 1]);
  expect(shapes([], new Map())).toEqual([]);
});

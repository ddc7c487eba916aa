import { describe, expect, it } from 'vitest';
import { columnsReport, ImportNotes } from './import-report.ts';

const scores = { values: new Map<string, string>(), explanations: new Map<string, string>() };

describe('columnsReport', () => {
  it.each([
    ['a column by its name', { target: 'model' }, ['model', 'x'], ['x']],
    ['a path into a column', { input_tokens: 'usage.in' }, ['usage', 'in'], ['in']],
    ['a column whose name has a dot', { input_tokens: 'usage.in' }, ['usage.in', 'usage'], ['usage']],
    ['two columns joined', { case: 'subject + id' }, ['subject', 'id', 'x'], ['x']],
    ['a path joined with a column', { case: 'meta.subject+id' }, ['meta', 'id'], []],
    ['a column whose name has a plus', { case: 'a+b' }, ['a+b', 'a', 'b'], ['a', 'b']],
    ['no column', { category: '' }, ['category'], ['category']],
  ])('%s', (_, map, columns, ignored) => {
    const report = columnsReport({ map, scores }, columns);
    expect(report.ignored).toEqual(ignored);
    expect(report.mapped).toEqual(Object.entries(map).filter(([, column]) => column !== ''));
  });

  it('counts columns of scores and explanations as used', () => {
    const named = { values: new Map([['tone', 't']]), explanations: new Map([['tone', 'why']]) };
    expect(columnsReport({ map: { target: 'm' }, scores: named }, ['m', 't', 'why', 'x'])).toEqual({
      mapped: [
        ['target', 'm'],
        ['score.tone', 't'],
        ['explanation.tone', 'why'],
      ],
      ignored: ['x'],
    });
  });
});

describe('ImportNotes', () => {
  it('counts unknown cells by field', () => {
    const notes = new ImportNotes();
    for (const field of ['score', 'time', 'score'] as const) notes.note('unknown', field);
    expect(notes.unknown).toEqual({ score: 2, time: 1 });
    expect(notes.sentences()).toEqual([]);
  });

  it('has a sentence for each thing that may not be meant', () => {
    const notes = new ImportNotes();
    notes.note('no-zone', 'time');
    notes.note('no-zone', 'time');
    for (const field of ['cost_usd', 'e2e_s', 'cost_usd'] as const) notes.note('comma', field);
    notes.note('nano', 'time');
    notes.note('micro', 'time');
    expect(notes.sentences()).toEqual([
      'times without a zone are read as UTC (2 rows)',
      'cost_usd: commas are read as in 0,5 and 1.234,5 and 1,234.5 (2 rows)',
      'e2e_s: commas are read as in 0,5 and 1.234,5 and 1,234.5 (1 row)',
      'time is read as microseconds since 1970, by its size',
      'time is read as nanoseconds since 1970, by its size',
    ]);
    expect(notes.unknown).toEqual({});
  });
});

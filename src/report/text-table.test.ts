import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { pad, textTable, truncate, type Column } from './text-table.ts';

const column = (title: string, priority: number, cells: string[], align: Column['align'] = 'left') => ({
  title,
  priority,
  cells,
  align,
});

describe('truncate and pad', () => {
  it('measures what a terminal shows, not characters', () => {
    expect(truncate('東京の都', 5)).toBe('東京…');
    expect(pad('東京', 6, 'right')).toBe('  東京');
    expect(pad('\u001B[31mred\u001B[39m', 5, 'left')).toBe('\u001B[31mred\u001B[39m  ');
  });
  it('never gives more than the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        fc.pre(!/[\p{Cc}\p{Cf}]/u.test(text));
        return stringWidth(truncate(text, width)) <= width;
      }),
    );
  });
});

describe('textTable', () => {
  const columns = [
    column('target', 0, ['a-rather-long-label', 'b']),
    column('quality', 0, ['84.2', '9'], 'right'),
    column('errors', 1, ['0', '1'], 'right'),
    column('tokens', 2, ['120', '7'], 'right'),
  ];
  it('aligns cells under their titles', () => {
    expect(textTable(columns, { width: 80 })).toEqual([
      'target               quality  errors  tokens',
      'a-rather-long-label     84.2       0     120',
      'b                          9       1       7',
    ]);
  });
  it('drops the least important columns when cutting the first one is not enough', () => {
    expect(textTable(columns, { width: 30 })[0]).toBe('target         quality  errors');
    expect(textTable(columns, { width: 27 })).toEqual([
      'target      quality  errors',
      'a-rather-…     84.2       0',
      'b                 9       1',
    ]);
    expect(textTable(columns, { width: 20 })[1]).toBe('a-rather-l…     84.2');
  });
  it('prefers cutting the first column to losing another', () => {
    expect(textTable(columns, { width: 40 })[1]).toBe('a-rather-long-…     84.2       0     120');
  });
  it('stays inside the width whatever the cells', () => {
    const cells = fc.array(fc.stringMatching(/^[a-z0-9 ]{0,30}$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 10, max: 60 }),
        (lists, width) => {
          const table = lists.map((list, index) => column(`c${index}`, index, list));
          return textTable(table, { width }).every((line) => stringWidth(line) <= width);
        },
      ),
    );
  });
});

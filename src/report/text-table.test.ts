import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { truncate } from './cut-names.ts';
import { pad, textTable, type Column } from './text-table.ts';

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
        expect(stringWidth(truncate(text, width))).toBeLessThanOrEqual(width);
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
  it('drops the least important columns before it cuts names', () => {
    expect(textTable(columns, { width: 40 })[1]).toBe('a-rather-long-label     84.2       0');
    expect(textTable(columns, { width: 30 })[0]).toBe('target               quality');
    expect(textTable(columns, { width: 20 })[1]).toBe('a-rather-l…     84.2');
  });
  it('cuts names of many columns to a width that most have, rather than losing a column', () => {
    const long = [column('target', 0, ['x'.repeat(60), 'y']), ...columns.slice(1)];
    expect(textTable(long, { width: 50 })[1]).toMatch(/^x{24}…     84.2       0     120$/);
  });
  it('keeps a row in its line, whatever stands in a cell', () => {
    const [, row = ''] = textTable([column('t', 0, ['a\n\u001b[31mb\u202e'])], { width: 80 });
    expect(row).toBe(String.raw`a ↵ ␛[31mb\u202e`);
  });
  it('stays inside the width whatever the cells', () => {
    const cells = fc.array(fc.stringMatching(/^[a-z0-9 ]{0,30}$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 10, max: 60 }),
        (lists, width) => {
          const table = lists.map((list, index) => column(`c${index}`, index, list));
          const widths = textTable(table, { width }).map((line) => stringWidth(line));
          expect(Math.max(...widths)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

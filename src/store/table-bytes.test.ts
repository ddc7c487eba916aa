import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyTable, tableColumns } from '../contract/result-table.ts';
import { servedSplits } from '../contract/served-split.ts';
import { decodeTable, encodeTable } from './table-bytes.ts';

it('gives every number back as it was, whatever the names', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string(), { maxLength: 4 }),
      fc.nat(3),
      fc.array(fc.double(), { minLength: 1 }),
      (label, ids, repeats, numbers) => {
        const table = emptyTable({
          targets: [{ id: 't', label, run_id: 'r', suite_hash: 'h' }],
          cases: ids.map((id, index) => ({ id, index, cluster: '', category: label, tags: [label] })),
          repeats,
        });
        tableColumns.forEach((name, column) => {
          for (let i = 0; i < table.state.length; i++)
            table[name][i] = numbers[(i + column) % numbers.length] as number;
        });
        table.state.fill(2);
        servedSplits.forEach((split, s) => {
          table.served[split].names = ['', `a ${split}`, 'ü'];
          for (let i = 0; i < table.state.length; i++) table.served[split].of[i] = (i + s) % 3;
        });
        const copy = JSON.parse(JSON.stringify({ label })) as { label: string };
        expect(decodeTable(encodeTable(table))).toEqual({
          ...table,
          targets: [{ ...table.targets[0], label: copy.label }],
        });
      },
    ),
  );
});

it('says so when the table is of a version with other columns', () => {
  const table = emptyTable({ targets: [], cases: [], repeats: 1 });
  const text = Buffer.from(encodeTable(table)).toString('latin1');
  const other = Buffer.from(text.replace('"quality"', '"qualitx"'), 'latin1');
  expect(() => decodeTable(Uint8Array.from(other))).toThrow('gives no "quality"');
  const older = Buffer.from(text.replace('"region"', '"regiox"'), 'latin1');
  expect(() => decodeTable(Uint8Array.from(older))).toThrow('gives no "region"');
});

import { AssayError } from '../contract/errors.ts';
import { tableColumns, type ResultTable } from '../contract/result-table.ts';

/** Floats begin at a multiple of their size, so that they can be taken over without reading each. */
const floatBytes = 8;

const aligned = (bytes: number) => Math.ceil(bytes / floatBytes) * floatBytes;

/** Length of the header (uint32), header as JSON, spaces up to a multiple of 8, the columns, the states; little-endian. */
export function encodeTable(table: ResultTable): Uint8Array<ArrayBuffer> {
  const { targets, cases, repeats, state } = table;
  const header = new TextEncoder().encode(JSON.stringify({ targets, cases, repeats, columns: tableColumns }));
  const start = aligned(4 + header.length);
  const bytes = new Uint8Array(start + tableColumns.length * state.length * floatBytes + state.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = start;
  for (const name of tableColumns) {
    const { buffer, byteOffset, byteLength } = table[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  bytes.set(state, at);
  return bytes;
}

interface Header extends Pick<ResultTable, 'targets' | 'cases' | 'repeats'> {
  /** In the order in which they follow. */
  columns?: string[];
}

/**
 * The other way round. The columns are views of the bytes; those must begin at a multiple of 8 of their buffer. Throws `store-failed` for a
 * table of another version of Assay that lacks a column.
 */
export function decodeTable(bytes: Uint8Array): ResultTable {
  const { buffer, byteOffset } = bytes;
  const headerLength = new DataView(buffer, byteOffset).getUint32(0, true);
  const { columns = [], ...header } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(4, 4 + headerLength)),
  ) as Header;
  const length = header.targets.length * header.cases.length * header.repeats;
  const start = byteOffset + aligned(4 + headerLength);
  const placeOf = (column: number) => start + column * length * floatBytes;
  const wanted = tableColumns.map((name) => {
    const place = columns.indexOf(name);
    if (place === -1)
      throw new AssayError('store-failed', `The server that has the data open gives no "${name}".`, {
        remedy: 'It is of another version of Assay: stop it and start this one.',
      });
    return [name, new Float64Array(buffer, placeOf(place), length)];
  });
  return {
    ...header,
    ...Object.fromEntries(wanted),
    state: new Uint8Array(buffer, placeOf(columns.length), length),
  } as ResultTable;
}

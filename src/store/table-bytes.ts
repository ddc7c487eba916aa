import { AssayError } from '../contract/errors.ts';
import { recordOf } from '../base/typed-keys.ts';
import { tableColumns, type ResultTable } from '../contract/result-table.ts';
import { servedSplits, type ServedSplit } from '../contract/served-split.ts';

/** Floats begin at a multiple of their size, so that they can be taken over without reading each. */
const floatBytes = 8;

const aligned = (bytes: number) => Math.ceil(bytes / floatBytes) * floatBytes;

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Uint16Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * Length of the header (uint32), header as JSON, spaces up to a multiple of 8, the columns, the states, spaces up to a multiple of 8, who served;
 * little-endian.
 */
export function encodeTable(table: ResultTable): Uint8Array<ArrayBuffer> {
  const { targets, cases, repeats, state } = table;
  const served = recordOf(servedSplits, (split) => table.served[split].names);
  const header = new TextEncoder().encode(
    JSON.stringify({ targets, cases, repeats, columns: tableColumns, served }),
  );
  const start = aligned(4 + header.length);
  const places = start + aligned(tableColumns.length * state.length * floatBytes + state.length);
  const bytes = new Uint8Array(places + servedSplits.length * state.length * 2);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = start;
  for (const name of tableColumns) {
    bytes.set(bytesOf(table[name]), at);
    at += table[name].byteLength;
  }
  bytes.set(state, at);
  servedSplits.forEach((split, i) =>
    bytes.set(bytesOf(table.served[split].of), places + i * state.length * 2),
  );
  return bytes;
}

interface Header extends Pick<ResultTable, 'targets' | 'cases' | 'repeats'> {
  /** In the order in which they follow. */
  columns?: string[];
  /** Names of who served, in the order in which their places follow. */
  served?: Partial<Record<ServedSplit, string[]>>;
}

const otherVersion = (lacks: string) =>
  new AssayError('store-failed', `The server that has the data open gives no "${lacks}".`, {
    remedy: 'It is of another version of Assay: stop it and start this one.',
  });

function servedIn(
  { served = {} }: Header,
  { buffer, start, length }: { buffer: ArrayBufferLike; start: number; length: number },
): ResultTable['served'] {
  const order = Object.keys(served);
  return recordOf(servedSplits, (split) => {
    const { [split]: names } = served;
    if (!names) throw otherVersion(split);
    return { names, of: new Uint16Array(buffer, start + order.indexOf(split) * length * 2, length) };
  });
}

/**
 * The other way round. The columns are views of the bytes; those must begin at a multiple of 8 of their buffer. Throws `store-failed` for a
 * table of another version of Assay that lacks a column.
 */
export function decodeTable(bytes: Uint8Array): ResultTable {
  const { buffer, byteOffset } = bytes;
  const headerLength = new DataView(buffer, byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))) as Header;
  const { columns = [], targets, cases, repeats } = header;
  const length = targets.length * cases.length * repeats;
  const start = byteOffset + aligned(4 + headerLength);
  const placeOf = (column: number) => start + column * length * floatBytes;
  const wanted = tableColumns.map((name) => {
    const place = columns.indexOf(name);
    if (place === -1) throw otherVersion(name);
    return [name, new Float64Array(buffer, placeOf(place), length)];
  });
  const places = start + aligned(columns.length * length * floatBytes + length);
  return {
    targets,
    cases,
    repeats,
    ...Object.fromEntries(wanted),
    state: new Uint8Array(buffer, placeOf(columns.length), length),
    served: servedIn(header, { buffer, start: places, length }),
  } as ResultTable;
}

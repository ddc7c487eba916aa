/** A table as `DataFrame.to_json` writes it, in any of its orientations that are no list of rows. */

type TableRow = Record<string, unknown>;

const isObject = (value: unknown): value is TableRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumbered = (value: TableRow) => Object.keys(value).every((key, i) => key === String(i));

const rowFrom = (names: readonly unknown[], cells: readonly unknown[]): TableRow =>
  Object.fromEntries(names.map((name, i) => [String(name), cells[i]]));

/** `null`: the document is none. */
export function rowsOfFrame(document: unknown): TableRow[] | null {
  if (!isObject(document)) return null;
  const { columns, data, schema } = document;
  if (Array.isArray(columns) && Array.isArray(data) && data.every(Array.isArray))
    return data.map((cells) => rowFrom(columns, cells as unknown[]));
  if (isObject(schema) && Array.isArray(data) && data.every(isObject)) return data as TableRow[];
  const parts = Object.values(document);
  if (parts.length === 0 || !parts.every(isObject)) return null;
  if (isNumbered(document)) return parts;
  const [first] = parts as [TableRow, ...TableRow[]];
  const places = Object.keys(first);
  const isColumns =
    places.length > 0 &&
    parts.every((part) => isNumbered(part) && Object.keys(part).length === places.length);
  return isColumns
    ? places.map((place) =>
        rowFrom(
          Object.keys(document),
          parts.map((part) => part[place]),
        ),
      )
    : null;
}

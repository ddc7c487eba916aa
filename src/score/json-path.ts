/** Places in JSON, as keys and as a user writes them: `total`, `lines.0.price`, `lines[0].price`, `["example.com"].status`. */
export type Key = string | number;

const plainKey = /^[^.[\]"\\]+$/;

export const showPath = (keys: readonly Key[]): string =>
  keys
    .map((key, i) =>
      typeof key === 'number' || plainKey.test(key)
        ? `${i > 0 ? '.' : ''}${key}`
        : `[${JSON.stringify(key)}]`,
    )
    .join('');

const has = (value: unknown, key: string): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, key) &&
  (!Array.isArray(value) || /^\d+$/.test(key));

export function valueAt(value: unknown, keys: readonly Key[]): unknown {
  let here = value;
  for (const key of keys) {
    if (!has(here, String(key))) return undefined;
    here = here[String(key)];
  }
  return here;
}

const quotedKey = /^\[\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\]\.?/;
const indexKey = /^\[(\d+)\]\.?/;

/** A key in brackets at the beginning of a path, and what is left of the path. */
function bracketKey(path: string): { key: string; rest: string } | null {
  const index = indexKey.exec(path);
  if (index) return { key: index[1] as string, rest: path.slice(index[0].length) };
  const quoted = quotedKey.exec(path);
  if (!quoted) return null;
  const inside = (quoted[1] as string).slice(1, -1).replace(/\\(.)/g, '$1');
  return { key: inside, rest: path.slice(quoted[0].length) };
}

/** Ends of keys a path may begin with, the longest first: `a.b.c`, `a.b`, `a`; a dot behind a backslash belongs to the key. */
function beginnings(path: string): { key: string; rest: string }[] {
  const ends = [...path.matchAll(/(?<!\\)\.|(?<!\\)(?=\[)/g)]
    .map((match) => match.index)
    .filter((at) => at > 0);
  return [path.length, ...ends.toReversed()].map((end) => ({
    key: path.slice(0, end).replaceAll(String.raw`\.`, '.'),
    rest: path.slice(end).replace(/^\./, ''),
  }));
}

/** The keys a path means in `value`: a key that is written like the path goes before a way through it. `null`: there is no such place. */
export function resolvePath(value: unknown, path: string): string[] | null {
  if (path === '') return [];
  if (has(value, path)) return [path];
  const bracket = bracketKey(path);
  for (const { key, rest } of bracket ? [bracket] : beginnings(path)) {
    if (!has(value, key)) continue;
    const further = resolvePath(value[key], rest);
    if (further) return [key, ...further];
  }
  return null;
}

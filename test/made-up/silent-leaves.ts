/**
 * Which leaves of a document a conversion passes over in silence: changed, the leaf leaves suite and list as they were, and no line
 * of the list names its place. Knows nothing of how the conversion works.
 */
import type { Converted } from '../../src/exchange/suites/converted.ts';

type Path = (string | number)[];

/** Of very long documents as many, spread over all. */
const maxLeaves = 150;

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, [...path, i]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
  return value === null || value === undefined ? [] : [path];
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return `${String(value)}Zq7`;
}

function withChange(document: unknown, path: Path): unknown {
  const copy = structuredClone(document) as Record<string, unknown>;
  let inner: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) inner = inner[key] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  inner[last] = changed(inner[last]);
  return copy;
}

const nameOf = (key: string) => (/^[\w$:<-]+$/.test(key) ? key : JSON.stringify(key));

/** As lists of conversions write places. */
const placeOf = (path: Path) =>
  path.reduce<string>(
    (place, key) =>
      typeof key === 'number' ? `${place}[${key}]` : place === '' ? nameOf(key) : `${place}.${nameOf(key)}`,
    '',
  );

const isWithin = (place: string, outer: string) =>
  place === outer || place.startsWith(`${outer}.`) || place.startsWith(`${outer}[`);

/** Where YAML shares a value between places, each has one of its own, so that one can be changed. */
const apart = (document: unknown) => JSON.parse(JSON.stringify(document)) as unknown;

export async function silentLeaves(
  given: unknown,
  convert: (document: unknown) => Promise<Converted>,
): Promise<string[]> {
  const document = apart(given);
  const before = await convert(document);
  const text = JSON.stringify(before);
  const listed = before.unsupported.flatMap(({ where }) => where);
  const leaves = leavesOf(document).filter(([top]) => top !== '$schema');
  const step = Math.max(1, Math.ceil(leaves.length / maxLeaves));
  const silent: string[] = [];
  for (const path of leaves.filter((_, i) => i % step === 0)) {
    const place = placeOf(path);
    if (listed.some((outer) => isWithin(place, outer))) continue;
    const after = await convert(withChange(document, path)).catch(() => null);
    if (after !== null && JSON.stringify(after) === text) silent.push(place);
  }
  return silent;
}

import type { ScorerEntry, ScorerSpec } from '../contract/suite.ts';

/** The long form of a scorer entry: weight 1, threshold 1, not turned round; every other field is an option of its type. */
export function normaliseScorer(entry: ScorerEntry): ScorerSpec {
  const { type, name, weight, threshold, not, ...options } =
    typeof entry === 'string' ? { type: entry } : entry;
  return {
    type,
    name: name ?? type,
    weight: weight ?? 1,
    threshold: threshold ?? 1,
    not: not ?? false,
    options,
  };
}

/** Specs with names of their own: a second unnamed `contains` is called `contains-2`. Names given twice stay as they are. */
export function normaliseScorers(entries: readonly ScorerEntry[]): ScorerSpec[] {
  const given = new Set(
    entries.flatMap((e) => (typeof e === 'string' || e.name === undefined ? [] : [e.name])),
  );
  const used = new Set<string>();
  return entries.map((entry) => {
    const spec = normaliseScorer(entry);
    if (typeof entry === 'object' && entry.name !== undefined) return spec;
    let name = spec.type;
    for (let n = 2; used.has(name) || given.has(name); n++) name = `${spec.type}-${n}`;
    used.add(name);
    return { ...spec, name };
  });
}

import type { Target } from '../contract/suite.ts';
import { meant } from '../contract/problems/near-miss.ts';
import type { Report, Source } from './source.ts';

/** The target a baseline names by its label, `provider/model` or model; `source` stands at the suite. */
export function resolveBaseline(
  name: string,
  targets: Target[],
  source: Source,
  report: Report,
): string | undefined {
  const readings = [
    (t: Target) => t.label,
    (t: Target) => `${t.provider}/${t.model}`,
    (t: Target) => t.model,
  ];
  for (const reading of readings) {
    const found = targets.filter((t) => reading(t) === name);
    if (found.length === 1) return found[0]?.id;
    if (found.length > 1) {
      report({
        message: `\`baseline\` is "${name}", which matches ${found.length} targets.`,
        ...source.place(['baseline']),
        expected: `one of ${found.map((t) => `"${t.label}"`).join(', ')}`,
      });
      return undefined;
    }
  }
  const labels = targets.map((t) => t.label);
  report({
    message: `\`baseline\` is "${name}", which matches no target.`,
    ...source.place(['baseline']),
    expected: `one of ${labels.map((label) => `"${label}"`).join(', ')}`,
    ...meant(name, [...targets.map((t) => `${t.provider}/${t.model}`), ...labels]),
  });
  return undefined;
}

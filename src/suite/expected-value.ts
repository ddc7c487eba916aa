import type { ScorerSpec } from '../contract/suite.ts';
import type { Source } from './source.ts';

/** Scorers that compare text: to them `expected: 1.10` means the characters 1.10, not the number 1.1. */
const textTypes = new Set(['exact', 'contains', 'regex', 'choice']);
/** Scorers that compare structures: from a CSV cell or a quoted text they take JSON. */
const structureTypes = new Set(['json-match', 'tool-call']);

function asText(value: unknown, written: string | undefined): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return written ?? String(value);
  if (value === null && /^null$/i.test(written ?? '')) return written;
  return value;
}

function asStructure(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** `expected` in the form its scorers compare; `source` stands at the case. */
export function expectedFor(scorers: readonly ScorerSpec[], expected: unknown, source: Source): unknown {
  if (scorers.some((s) => structureTypes.has(s.type))) return asStructure(expected);
  if (!scorers.some((s) => textTypes.has(s.type))) return expected;
  if (Array.isArray(expected)) {
    return expected.map((item, i) =>
      typeof item === 'string' ? item : asText(item, source.written(['expected', i])),
    );
  }
  return typeof expected === 'string' || (typeof expected === 'object' && expected !== null)
    ? expected
    : asText(expected, source.written(['expected']));
}

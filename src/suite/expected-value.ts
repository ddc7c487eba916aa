import {
  losesValue,
  parseExactJson,
  withNumbers,
  withTexts,
  withTextsWhereNeeded,
  WrittenNumber,
} from '../base/exact-json.ts';
import type { ScorerSpec } from '../contract/suite.ts';
import { exactValue } from './written-values.ts';
import { within } from './source.ts';
import type { Source } from './source.ts';

/** Scorers that compare text: to them `expected: 1.10` means the characters 1.10, not the number 1.1. */
const textTypes = new Set(['exact', 'contains', 'regex', 'choice']);
/** Scorers that compare structures: from a CSV cell or a quoted text they take JSON. */
const structureTypes = new Set(['json-match', 'tool-call']);

/** JavaScript would change a number of it: then it stays JSON text, which scorers that compare structures read digit by digit. */
function asStructure(given: unknown): unknown {
  if (typeof given !== 'string') return losesValue(given) ? JSON.stringify(given) : withNumbers(given);
  if (!/^\s*[[{]/.test(given)) return given;
  try {
    const value = parseExactJson(given);
    return losesValue(value) ? given : withNumbers(value);
  } catch {
    return given;
  }
}

function asText(value: unknown, source: Source): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return source.written([]) ?? String(value);
  const written = value === null ? source.written([]) : undefined;
  if (written !== undefined && /^null$/i.test(written)) return written;
  return withTexts(value);
}

/** `expected` in the form its scorers compare; `source` stands at the case. */
export function expectedFor(scorers: readonly ScorerSpec[], expected: unknown, source: Source): unknown {
  const at = within(source, 'expected');
  const exact = exactValue(expected, at);
  if (scorers.some((s) => structureTypes.has(s.type))) return asStructure(exact);
  if (!scorers.some((s) => textTypes.has(s.type))) return withTextsWhereNeeded(exact);
  if (Array.isArray(exact)) return exact.map((item, i) => asText(item, within(at, i)));
  const isMapping = typeof exact === 'object' && exact !== null && !(exact instanceof WrittenNumber);
  return isMapping ? withTextsWhereNeeded(exact) : asText(exact, at);
}

import { visit, type Alias } from 'yaml';
import type { Problem } from '../contract/errors.ts';
import type { ParsedText } from './node-source.ts';
import { containsItself } from './check-nesting.ts';

interface Faulty {
  alias: Alias;
  kind: 'loop' | 'unknown' | 'many';
}

/** The first alias within its own anchor, or without one; else the first of all, which repeat too much. */
function faultyAlias({ document }: ParsedText): Faulty | null {
  let first: Alias | null = null;
  let faulty: Faulty | null = null;
  visit(document, {
    Alias(_, alias, ancestors) {
      first ??= alias;
      const node = alias.resolve(document);
      if (node !== undefined && !ancestors.includes(node)) return;
      faulty = { alias, kind: node === undefined ? 'unknown' : 'loop' };
      return visit.BREAK;
    },
  });
  return faulty ?? (first && { alias: first, kind: 'many' });
}

function wordsOf({ alias: { source }, kind }: Faulty): Omit<Problem, 'location'> {
  if (kind === 'loop') return containsItself;
  if (kind === 'unknown')
    return {
      message: `The alias *${source} has no anchor &${source} before it.`,
      remedy: `Put a text that begins with * in quotes; for an alias, write &${source} before the value that it repeats.`,
    };
  return {
    message: 'The aliases in this file repeat so much that it cannot be read.',
    remedy: 'Write fewer values within values that are repeated.',
  };
}

/** What keeps aliases from being replaced by what they repeat. */
export function aliasProblem(parsed: ParsedText, cause: Error, file: string): Problem {
  const faulty = faultyAlias(parsed);
  if (!faulty) return { message: `This is not valid YAML: ${cause.message}`, location: { file } };
  const { line, col } = parsed.lines.linePos(faulty.alias.range?.[0] ?? 0);
  return { ...wordsOf(faulty), location: { file, line, column: col } };
}

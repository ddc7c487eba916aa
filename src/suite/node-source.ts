import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { formatPath, type Path } from '../contract/problems/value-path.ts';
import type { PlaceOptions, Source } from './source.ts';

/** Lines before the text begins in its file: a JSON line is parsed alone. */
export interface TextOrigin {
  file: string;
  lineOffset?: number;
}

export interface ParsedText {
  document: Document.Parsed;
  lines: LineCounter;
}

/** YAML 1.2 core schema: `yes`, `no`, `on` and dates are text; only `true` and `false` are booleans. */
export function parseText(text: string): ParsedText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  return { document, lines };
}

interface Step {
  node: Node | null;
  pair: Pair | undefined;
}

function stepInto(document: Document.Parsed, node: Node | null, step: string | number): Step | undefined {
  const real = isAlias(node) ? (node.resolve(document) ?? null) : node;
  if (isSeq(real) && typeof step === 'number') {
    const item = real.items[step];
    return item === undefined ? undefined : { node: item as Node | null, pair: undefined };
  }
  if (!isMap(real)) return undefined;
  const pair = real.items.find((p) => String(isScalar(p.key) ? p.key.value : p.key) === String(step));
  return pair && { node: pair.value as Node | null, pair };
}

/** Walks as far as the path exists. */
function walk(document: Document.Parsed, path: Path): { step: Step; complete: boolean } {
  let current: Step = { node: document.contents, pair: undefined };
  for (const name of path) {
    const next = stepInto(document, current.node, name);
    if (!next) return { step: current, complete: false };
    current = next;
  }
  return { step: current, complete: true };
}

function offsetOf(text: string, step: Step, options: PlaceOptions): number {
  const key = step.pair?.key as Node | undefined;
  const range = (options.key ? (key?.range ?? step.node?.range) : (step.node?.range ?? key?.range)) ?? [
    0, 0, 0,
  ];
  if (options.text === undefined) return range[0];
  const found = text.indexOf(options.text, range[0]);
  return found >= 0 && found < range[1] ? found : range[0];
}

/** Places in a YAML or JSON text; parsing is put off until a place is asked for. */
export function nodeSource(text: string, origin: TextOrigin, parsed?: ParsedText): Source {
  let cache = parsed;
  const get = () => (cache ??= parseText(text));
  return {
    place(path, options = {}) {
      const { document, lines } = get();
      const { step, complete } = walk(document, path);
      const { line, col } = lines.linePos(offsetOf(text, step, complete ? options : {}));
      const location = { file: origin.file, line: line + (origin.lineOffset ?? 0), column: col };
      return path.length === 0 ? { location } : { location, path: formatPath(path) };
    },
    written(path) {
      const { step, complete } = walk(get().document, path);
      return complete && isScalar(step.node) ? step.node.source : undefined;
    },
  };
}

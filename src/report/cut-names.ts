/** Text that is too long for its place, cut so that it can still be told from others. */
import stringWidth from 'string-width';
import { paintedLine } from './paint.ts';

const segmenter = new Intl.Segmenter();
const segmentsOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** As many segments from the front as fit. */
function take(segments: readonly string[], width: number): string {
  let used = 0;
  const end = segments.findIndex((segment) => (used += stringWidth(segment)) > width);
  return segments.slice(0, end === -1 ? undefined : end).join('');
}

const takeLast = (segments: readonly string[], width: number): string => {
  let used = 0;
  const start = segments.findLastIndex((segment) => (used += stringWidth(segment)) > width);
  return segments.slice(start + 1).join('');
};

/** Keeps `head` columns of the beginning and the rest of the end; text that fits stays whole. */
function cut(text: string, width: number, head: number): string {
  if (stringWidth(text) <= width) return text;
  if (width <= 0) return '';
  const segments = segmentsOf(text);
  return `${take(segments, head)}…${takeLast(segments, width - 1 - head)}`;
}

/** Cuts plain text to a display width, with an ellipsis at its end. */
export function truncate(text: string, width: number): string {
  const line = paintedLine(text);
  return cut(line, width, Math.max(0, width - 1));
}

/** Cuts plain text to a display width in its middle: of an answer the end matters as much as the beginning. */
export function truncateMiddle(text: string, width: number): string {
  const line = paintedLine(text);
  return cut(line, width, Math.ceil((width - 1) / 2));
}

/** From just before the first place where they differ; a number where even that is not enough. */
function cutAtDifference(texts: readonly string[], width: number): Map<string, string> {
  const all = texts.map(segmentsOf);
  const [first = []] = all;
  const same = first.findIndex((segment, at) => all.some((other) => other[at] !== segment));
  const from = Math.max(0, (same === -1 ? first.length : same) - 2);
  const shown = texts.map((text, at) => {
    const head = take(all[at] ?? [], 3);
    const rest = (all[at] ?? []).slice(from).join('');
    return [text, `${head}…${truncate(rest, width - 1 - stringWidth(head))}`] as const;
  });
  const seen = new Map<string, number>();
  return new Map(
    shown.map(([text, short]) => {
      const count = (seen.get(short) ?? 0) + 1;
      seen.set(short, count);
      const mark = `~${count}`;
      return [text, count === 1 ? short : truncate(short, width - mark.length) + mark];
    }),
  );
}

const isApart = (shown: ReadonlyMap<string, string>) => new Set(shown.values()).size === shown.size;

/** Names of one column, each at most `width` wide, no two that differ cut to the same. */
export function cutApart(names: readonly string[], width: number): string[] {
  const different = [...new Set(names)];
  if (different.every((name) => stringWidth(name) <= width)) return [...names];
  const room = Math.max(0, width - 1);
  const ways = [1, 0.6, 0.35, 0].map(
    (share) => new Map(different.map((name) => [name, cut(name, width, Math.ceil(room * share))])),
  );
  const shown = ways.find(isApart) ?? withNumbers(different, ways[1] as Map<string, string>, width);
  return names.map((name) => shown.get(name) ?? name);
}

/** Those that are still cut alike are shown where they differ. */
function withNumbers(
  names: readonly string[],
  shown: Map<string, string>,
  width: number,
): Map<string, string> {
  const alike = Map.groupBy(names, (name) => shown.get(name) ?? name);
  const apart = new Map(
    [...alike.values()].flatMap((group): [string, string][] =>
      group.length === 1
        ? group.map((name) => [name, shown.get(name) ?? name])
        : [...cutAtDifference(group, width)],
    ),
  );
  if (isApart(apart)) return apart;
  return new Map(
    names.map((name, index) => {
      const mark = `~${index + 1}`;
      return [name, truncate(name, width - mark.length) + mark];
    }),
  );
}

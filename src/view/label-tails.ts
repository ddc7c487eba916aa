/** Where a name is cut that is too long for its place: its end stays, with what tells it from the others. */

/** Shorter ones have room everywhere. */
const whole = 10;
const defaultTail = 8;
const longestTail = 14;
/** What is surely still seen of a beginning. */
const seenHead = 6;

export interface CutLabel {
  /** May lose its end where there is little room. */
  head: string;
  /** Stays; '' for a short name. */
  tail: string;
}

function sharedEnd(one: string[], other: string[]): number {
  let shared = 0;
  while (shared < one.length && one.at(-1 - shared) === other.at(-1 - shared)) shared++;
  return shared;
}

function tailOf(chars: string[], alike: string[][]): CutLabel {
  const shared = alike.filter((other) => other !== chars).map((other) => sharedEnd(chars, other));
  const length = Math.min(chars.length, Math.max(defaultTail, ...shared.map((end) => end + 3)));
  const tail = chars.slice(-length);
  return {
    head: chars.slice(0, -length).join(''),
    tail: tail.length <= longestTail ? tail.join('') : `${tail.slice(0, longestTail - 1).join('')}…`,
  };
}

const seenOf = ({ head, tail }: CutLabel) => `${[...head].slice(0, seenHead).join('')} ${tail}`;

/** Of each label. Where a beginning and an end are not enough to tell them apart, they are numbered. */
export function cutLabels(labels: readonly string[]): CutLabel[] {
  const all = labels.map((label) => [...label]);
  const byHead = Map.groupBy(all, (chars) => chars.slice(0, seenHead).join(''));
  const cut = all.map((chars, at) =>
    chars.length <= whole
      ? { head: labels[at] as string, tail: '' }
      : tailOf(chars, byHead.get(chars.slice(0, seenHead).join('')) ?? []),
  );
  const counts = new Map<string, number>();
  return cut.map(({ head, tail }) => {
    const seen = seenOf({ head, tail });
    const count = (counts.get(seen) ?? 0) + 1;
    counts.set(seen, count);
    const mark = `~${count}`;
    return tail === '' || count === 1
      ? { head, tail }
      : { head, tail: `${[...tail].slice(0, longestTail - mark.length).join('')}${mark}` };
  });
}

/** For a drawing, which has room for `width` characters of each. */
export function fitLabels(labels: readonly string[], width: number): string[] {
  return cutLabels(labels).map(({ head, tail }) => {
    const room = width - tail.length;
    return head.length <= room ? `${head}${tail}` : `${head.slice(0, Math.max(0, room - 1))}…${tail}`;
  });
}

/** Which rate a sweep tries next, from what its phases so far came to. Pure. */
import type { PhaseVerdict } from '../../contract/load.ts';
import type { SweepOptions } from './sweep-options.ts';
import { maxLooks, type Step } from './sweep-phase.ts';

/** What is known of one rate: its last verdict counts for all its phases. */
interface Known {
  rate: number;
  verdict: PhaseVerdict;
  looks: number;
  /** Its longest phase. */
  longestS: number;
}

/** Failures at the first rate beyond this share: a lower rate tells whether they come from load. */
const muchFailure = 0.05;
const baselineCalls = 50;
const descents = 3;
const descentFactor = 4;
const descentLooks = 2;
const maxRecoveries = 12;
/** Ends are believed when they held in so many phases. */
const endLooks = 2;
const provenAtMost = 4;

const close = (a: number, b: number) => Math.abs(a / b - 1) < 1e-9;

/** By rate, ascending. */
function knownOf(done: readonly PhaseVerdict[]): Known[] {
  const known = new Map<number, Known>();
  for (const verdict of done) {
    const { rate, purpose } = verdict;
    if (rate === null || purpose === 'recover') continue;
    const before = known.get(rate);
    const longestS = Math.max(before?.longestS ?? 0, verdict.seconds);
    known.set(rate, { rate, verdict, looks: (before?.looks ?? 0) + 1, longestS });
  }
  return [...known.values()].sort((a, b) => a.rate - b.rate);
}

const isOver = ({ verdict }: Known) => verdict.state === 'saturated' || verdict.state === 'client';
const isOpen = ({ verdict, looks }: Known) => verdict.state === 'undecided' && looks < maxLooks;
const isGrey = ({ verdict, looks }: Known) =>
  verdict.state === 'undecided' && verdict.suspect && looks >= maxLooks;

const again = ({ rate, looks }: Known): Step => ({ purpose: 'confirm', rate, look: looks });

/** The target gets back to what it was before more is asked of it. */
function recovery(done: readonly PhaseVerdict[], known: readonly Known[]): Step | 'given-up' | null {
  const last = done.at(-1) as PhaseVerdict;
  const lowest = known.find((one) => !isOver(one));
  if (!lowest) return null;
  const isOwed = !last.recovered || last.state === 'saturated' || last.suspect;
  if (!isOwed || (last.purpose !== 'recover' && close(last.rate ?? 0, lowest.rate))) return null;
  const tries = done.length - 1 - done.findLastIndex(({ purpose }) => purpose !== 'recover');
  return tries >= maxRecoveries ? 'given-up' : { purpose: 'recover', rate: lowest.rate, look: tries };
}

/** The lowest rate: enough calls to know its failures, lower still where it is too much or fails a lot. */
function baseline(known: readonly Known[], from: number, last: PhaseVerdict): Step | null {
  const lowest = known[0] as Known;
  const { verdict, looks, rate } = lowest;
  const below = Math.round(Math.log(from / rate) / Math.log(descentFactor));
  const isThin = verdict.calls < baselineCalls || verdict.suspect;
  if (verdict.state === 'undecided' && isThin && looks < (below === 0 ? maxLooks : descentLooks))
    return { purpose: 'baseline', rate, look: looks };
  const hasFailed = below === 0 && (verdict.failureShare ?? 0) > muchFailure;
  if (below < descents && (isOver(lowest) || hasFailed))
    return { purpose: 'baseline', rate: rate / descentFactor, look: 0 };
  // what was too much before there was anything to hold it against
  const next = known[1];
  return below > 0 && next && !isOver(next) && last.purpose === 'baseline' ? again(next) : null;
}

/** Between two rates, where that is further than the tolerance. */
function between(low: number, high: number, tolerance: number): Step | null {
  return high / low > 1 + tolerance ? { purpose: 'search', rate: Math.sqrt(low * high), look: 0 } : null;
}

/**
 * Evidence for the lower end: more looks at the highest rate that may hold, and where they were not enough, at rates between
 * it and the one below. Not all the way down: fewer calls would not show more.
 */
function prove(
  known: readonly Known[],
  ceiling: number,
  { tolerance, soakSeconds }: SweepOptions,
): Step | null {
  let above: Known | null = null;
  const below = known.filter(({ rate }) => rate < ceiling).toReversed();
  for (const one of below.slice(0, provenAtMost)) {
    if (isOpen(one) || one.looks < endLooks) return again(one);
    if (one.verdict.state === 'sustained') {
      const closer = above && between(one.rate, above.rate, 2 * tolerance);
      const hasHeld = one.longestS >= soakSeconds;
      return closer ?? (hasHeld ? null : { ...again(one), seconds: soakSeconds });
    }
    above = one;
  }
  return null;
}

const upwards = ({ rate }: Known, to: number, factor: number): Step => ({
  purpose: 'ascend',
  rate: Math.min(to, rate * factor),
  look: 0,
});

export function nextStep(options: SweepOptions, done: readonly PhaseVerdict[]): Step | null {
  const { from, to, factor, tolerance, steps, maxMinutes } = options;
  if (done.length === 0) return { purpose: 'baseline', rate: from, look: 0 };
  const spent = done.reduce((sum, { seconds }) => sum + seconds, 0);
  if (done.length >= steps || spent >= maxMinutes * 60) return null;
  const known = knownOf(done);
  const recover = recovery(done, known);
  if (recover) return recover === 'given-up' ? null : recover;
  const [lowest] = known as [Known];
  if (lowest.verdict.responseP95Ms === null && lowest.looks >= endLooks) return null;
  const first = baseline(known, from, done.at(-1) as PhaseVerdict);
  if (first) return first;
  const over = known.find(isOver);
  const leaning = known.find((one) => one.verdict.suspect && isOpen(one));
  if (leaning && (!over || leaning.rate < over.rate)) return again(leaning);
  const ceiling = over?.rate ?? Number.POSITIVE_INFINITY;
  const inside = known.filter(({ rate }) => rate < ceiling);
  const fine = inside.findLast((one) => !isGrey(one));
  if (!fine) return null;
  const grey = inside.filter(({ rate }) => rate > fine.rate);
  const search = grey[0] || over ? between(fine.rate, grey[0]?.rate ?? ceiling, tolerance) : null;
  if (search) return search;
  const top = grey.at(-1) ?? fine;
  if (!over && grey.length === 0 && !close(top.rate, to)) return upwards(top, to, factor);
  if (over && over.looks < endLooks) return again(over);
  const proof = prove(known, ceiling, options);
  if (proof || grey.length === 0) return proof;
  if (over) return between(top.rate, over.rate, tolerance);
  return close(top.rate, to) ? null : upwards(top, to, factor);
}

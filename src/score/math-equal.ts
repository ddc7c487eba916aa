/** Whether two formulas have one value, by the Compute Engine (LaTeX in, exact arithmetic and symbols out). */
import type { ComputeEngine } from '@cortex-js/compute-engine';
import { seededRandom } from '../base/random.ts';
import { isTooLarge, isWords, partsOf, plainMath, withoutGroups } from './math-text.ts';

type Expression = NonNullable<ReturnType<ComputeEngine['parse']>>;

let engine: Promise<ComputeEngine> | undefined;

/** A second of loading, once, and only where formulas are compared. */
function open(): Promise<ComputeEngine> {
  engine ??= import('@cortex-js/compute-engine').then(({ ComputeEngine: Engine }) => new Engine());
  return engine;
}

/** Decimals that a model rounds in the last of fifteen digits are the same; 0.33 is not a third. */
const closeness = 1e-9;
const samples = 6;

function numberOf(expression: Expression): { re: number; im: number } | null {
  const value = expression.N();
  const { re, im } = value;
  return typeof re === 'number' && Number.isFinite(re) && Number.isFinite(im) ? { re, im } : null;
}

function isClose(a: { re: number; im: number }, b: { re: number; im: number }): boolean {
  const size = Math.max(Math.hypot(a.re, a.im), Math.hypot(b.re, b.im));
  return Math.hypot(a.re - b.re, a.im - b.im) <= closeness * Math.max(size, closeness);
}

/** Two expressions in unknowns are one when they agree wherever they are looked at. */
function agreeEverywhere(ce: ComputeEngine, a: Expression, b: Expression): boolean {
  const unknowns = [...new Set([...a.unknowns, ...b.unknowns])];
  const random = seededRandom('formula', unknowns.length);
  let compared = 0;
  for (let i = 0; i < samples; i++) {
    const at = Object.fromEntries(unknowns.map((name) => [name, ce.number(0.3 + 2 * random())]));
    const [x, y] = [numberOf(a.subs(at)), numberOf(b.subs(at))];
    if (x === null && y === null) continue;
    if (x === null || y === null || !isClose(x, y)) return false;
    compared++;
  }
  return compared > 1;
}

/** Things of parts are compared part by part: brackets of another sort are another thing. */
const composed = new Set([
  'Tuple',
  'Pair',
  'Triple',
  'List',
  'Set',
  'Interval',
  'Union',
  'Matrix',
  'Equal',
  'Less',
  'LessEqual',
  'Greater',
  'GreaterEqual',
  'Delimiter',
  'Open',
  'PlusMinus',
]);

const partsIn = (expression: Expression): readonly Expression[] =>
  (expression as { ops?: readonly Expression[] }).ops ?? [];

function sameExpression(ce: ComputeEngine, a: Expression, b: Expression): boolean {
  if (a.isSame(b) || a.isEqual(b) === true) return true;
  if (composed.has(a.operator) || composed.has(b.operator)) {
    const [xs, ys] = [partsIn(a), partsIn(b)];
    if (a.operator !== b.operator || (a.operator !== 'Matrix' && xs.length !== ys.length) || xs.length === 0)
      return false;
    if (a.operator === 'Matrix') return sameExpression(ce, xs[0] as Expression, ys[0] as Expression);
    if (a.operator === 'Set') return matchAll(xs, ys, (x, y) => sameExpression(ce, x, y));
    return xs.every((x, i) => sameExpression(ce, x, ys[i] as Expression));
  }
  if (a.isValid === false || b.isValid === false) return false;
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== null && y !== null ? isClose(x, y) : agreeEverywhere(ce, a, b);
}

/** Each of one has its own partner among the other, in any order. */
function matchAll<Item>(
  xs: readonly Item[],
  ys: readonly Item[],
  same: (x: Item, y: Item) => boolean,
): boolean {
  const left = [...ys];
  return (
    xs.length === ys.length &&
    xs.every((x) => {
      const at = left.findIndex((y) => same(x, y));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    })
  );
}

const tight = (text: string) => text.replaceAll(/\s/g, '');
/** `x = 5` says 5 where 5 is asked for, `x \in [0,1)` says the interval. */
const behindName = /^[a-zA-Z](?:\([a-zA-Z]\))?\s*(?:=|\\in)\s*/;

function same(ce: ComputeEngine, wanted: string, given: string): boolean {
  const [a, b] = [ce.parse(wanted), ce.parse(given)];
  return a !== null && b !== null && sameExpression(ce, a, b);
}

function sameFormula(ce: ComputeEngine, wanted: string, given: string): boolean {
  if (tight(wanted) === tight(given)) return true;
  if (isWords(wanted) || isWords(given)) return wanted.toLowerCase() === given.toLowerCase();
  if (wanted === '' || given === '' || isTooLarge(wanted) || isTooLarge(given)) return false;
  if (same(ce, wanted, given)) return true;
  // 25 % is 25 and 0.25; but 0.25 % is not 25 %
  const [p, q] = [/\\?%$/.test(wanted), /\\?%$/.test(given)];
  return (
    p !== q &&
    sameExpression(ce, ce.parse(wanted.replace(/\s?\\?%$/, '')), ce.parse(given.replace(/\s?\\?%$/, '')))
  );
}

function pairOf(wantedText: string, givenText: string): [string, string] {
  const [wanted, given] = [plainMath(wantedText), plainMath(givenText)];
  const [w, g] = [wanted.replace(behindName, ''), given.replace(behindName, '')];
  return behindName.test(wanted) === behindName.test(given) && tight(wanted) !== tight(w)
    ? [wanted, given]
    : [w, g];
}

/** Formulas in LaTeX or as one types them; lists without brackets may stand in any order. */
export async function sameMath(wantedText: string, givenText: string): Promise<boolean> {
  const ce = await open();
  const [wanted, given] = pairOf(wantedText, givenText);
  const [ws, gs] = [partsOf(withoutGroups(wanted)), partsOf(withoutGroups(given))];
  const alike = (w: string, g: string) => sameFormula(ce, w, g);
  return ws.length === gs.length ? matchAll(ws, gs, alike) : alike(wanted, given);
}

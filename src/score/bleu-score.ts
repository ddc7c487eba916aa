/** BLEU of one answer as sacreBLEU computes it (`sentence_score`: tokenizer 13a, exponential smoothing, effective order). */
import { countsOf, overlap, runsOf } from './counts-of.ts';

const maxOrder = 4;

/** The rules of mteval-v13a, in their order. */
export function tokens13a(text: string): string[] {
  let line = text.trimEnd().replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ');
  if (line.includes('&')) {
    line = line.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    line = line.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  }
  return cut(line);
}

const cut = (line: string) =>
  ` ${line} `
    .replace(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ')
    .split(/\s+/)
    .filter((token) => token !== '');

/** As sacreBLEU names them: `zh` sets Chinese characters and their punctuation apart, `char` every character. */
const tokenizers = {
  '13a': tokens13a,
  zh: (text: string) => cut(text.trim().replace(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu, ' $& ')),
  char: (text: string) => [...text.replace(/\s+/g, '')],
};
type BleuTokenizer = keyof typeof tokenizers;

/** Of references equally near the shorter one counts. */
function closestLength(length: number, references: readonly (readonly string[])[]): number {
  const lengths = references.map((tokens) => tokens.length);
  return lengths.reduce((best, next) => {
    const [far, nearest] = [Math.abs(next - length), Math.abs(best - length)];
    return far < nearest || (far === nearest && next < best) ? next : best;
  });
}

/** From 0 to 1. `references` holds at least one. */
export function bleuScore(
  text: string,
  references: readonly string[],
  tokenizer: BleuTokenizer = '13a',
): number {
  const tokensOf = tokenizers[tokenizer];
  const ours = tokensOf(text);
  const theirs = references.map(tokensOf);
  let logSum = 0;
  let orders = 0;
  let smoothing = 1;
  let matched = 0;
  for (let n = 1; n <= maxOrder && ours.length >= n; n++) {
    const total = ours.length - n + 1;
    const most = new Map<string, number>();
    for (const reference of theirs) {
      for (const [run, count] of countsOf(runsOf(reference, n)))
        most.set(run, Math.max(count, most.get(run) ?? 0));
    }
    const correct = overlap(countsOf(runsOf(ours, n)), most);
    matched += correct;
    if (correct === 0) smoothing *= 2;
    logSum += Math.log(correct === 0 ? 1 / (smoothing * total) : correct / total);
    orders = n;
  }
  if (matched === 0) return 0;
  const wanted = closestLength(ours.length, theirs);
  const brevity = ours.length < wanted ? Math.exp(1 - wanted / ours.length) : 1;
  return Math.min(1, brevity * Math.exp(logSum / orders));
}

/** Models finish with one of these; what follows is meant as the answer. The most deliberate first. */
const boxed = /\\boxed\s?\{/g;
const hashes = /^\s?#{4}(?!#)/gm;
const heading = /^[\s*_>#]{0,8}(?:final\s)?answer[*_]{0,2}\s?[:=]/gim;
const letterHeading = /^[\s*_>#]{0,8}a[*_]{0,2}:/gim;
const sentence = /\b(?:final\s)?answer\s(?:is|would\sbe)\b/gi;

/**
 * What stands behind the last answer marker of each sort, up to the end of its line: `\boxed{…}`, `#### …`, `Answer: …`,
 * `A: …` (only where `A` cannot be one of the choices), “the answer is …”.
 */
export function* answerStatements(text: string, withLetterA: boolean): Generator<string> {
  const markers = withLetterA
    ? [boxed, hashes, heading, letterHeading, sentence]
    : [boxed, hashes, heading, sentence];
  for (const marker of markers) {
    let end = -1;
    for (const match of text.matchAll(marker)) end = match.index + match[0].length;
    if (end < 0) continue;
    const lineEnd = text.indexOf('\n', end);
    const statement = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
    // `Answer:` may stand alone above its answer.
    if (statement.replace(/[\s*_]/g, '') === '' && lineEnd >= 0) {
      yield text.slice(lineEnd).trimStart().split('\n', 1)[0] as string;
    } else yield statement;
  }
}

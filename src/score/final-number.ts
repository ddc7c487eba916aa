import { answerStatements } from './answer-statements.ts';
import { findNumbers, styleOf, type FoundNumber, type Style } from './find-numbers.ts';
import { plainDigits } from './plain-digits.ts';

function last<Item>(items: Iterable<Item>): Item | null {
  let result: Item | null = null;
  for (const item of items) result = item;
  return result;
}

/** “… is not 41 but 42”, “… isn’t 41; it is 42” */
const denied = /^(?:n['’]t\b|\s?not\b)/i;
const instead = /\bbut\b|\brather\b|[;:,—–]/i;

/** What is said in place of what is denied; all of the line, where nothing is. */
function withoutDenied(line: string): string {
  if (!denied.test(line)) return line;
  const at = instead.exec(line);
  return at ? line.slice(at.index + at[0].length) : '';
}

/** The first number of the line, or the first behind its last `=`. */
function answerOf(line: string, style: Style): { number: FoundNumber; inside: string } | null {
  const said = withoutDenied(line);
  const inside = said.slice(said.lastIndexOf('=') + 1);
  for (const number of findNumbers(inside, style)) return { number, inside };
  return null;
}

const conclusion = /[=]|\b(?:so|therefore|thus|hence|means)\b/i;

/**
 * “It costs $3 more for a mix of 1/2 pound than for 1/3 pound” ends in what is compared; the answer stands before “more”.
 * `null` when the sentence is no such comparison or goes on to a conclusion.
 */
function comparedNumber(text: string, lastStart: number): FoundNumber | null {
  const before = text.slice(0, lastStart);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. ')) + 1;
  const sentence = text.slice(start, lastStart);
  const more = sentence.search(/\b(?:more|less|fewer)\b/i);
  const than = more < 0 ? -1 : sentence.indexOf(' than ', more);
  if (than < 0 || conclusion.test(sentence.slice(more))) return null;
  const found = last(findNumbers(sentence.slice(0, more)));
  // At most a unit between the two: `$3 more`, `3 pounds more`.
  return found && /^\s*(?:[\p{L}]+\s+)?$/u.test(sentence.slice(found.end, more)) ? found : null;
}

/** A number with the text behind it. */
export interface FinalNumber {
  found: FoundNumber;
  /** What follows it in its line: a unit perhaps. */
  after: string;
}

const behind = 60;

const withRest = (found: FoundNumber, inside: string): FinalNumber => ({
  found,
  after: inside.slice(found.end, found.end + behind),
});

/** The number of a short answer, such as a field of JSON: behind a marker in it, else the first, or the first behind the last `=`. */
export function statedNumber(given: string): FinalNumber | null {
  const text = plainDigits(given);
  const style = styleOf(text);
  for (const statement of [...answerStatements(text, true), text]) {
    const found = answerOf(statement, style);
    if (found) return withRest(found.number, found.inside);
  }
  return null;
}

/**
 * The number a text ends up with: what stands behind its last answer marker (`\boxed{}`, `####`, `Answer:`, “the answer is”),
 * else the last number in it.
 */
export function finalNumber(given: string): FinalNumber | null {
  const text = plainDigits(given);
  const style = styleOf(text);
  for (const statement of answerStatements(text, true)) {
    const found = answerOf(statement, style);
    if (found) return withRest(found.number, found.inside);
  }
  const found = last(findNumbers(text, style));
  return found && withRest(comparedNumber(text, found.start) ?? found, text);
}

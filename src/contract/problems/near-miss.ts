import { ownValue } from '../../base/own-value.ts';
import { nearSpelling, plainWord } from '../../base/near-spelling.ts';

/** Words other tools use for the same thing, in the form `plainWord` gives. */
const otherWords: Record<string, string> = {
  answer: 'expected',
  ideal: 'expected',
  label: 'expected',
  output: 'expected',
  question: 'input',
  query: 'input',
  vars: 'variables',
  models: 'targets',
  providers: 'targets',
  tests: 'cases',
  evaluators: 'scorers',
  metrics: 'scorers',
  assert: 'scorers',
  maxtokens: 'maxOutputTokens',
  maxcompletiontokens: 'maxOutputTokens',
  stop: 'stopSequences',
  reasoningeffort: 'reasoning',
  timeout: 'timeoutSeconds',
  timeoutms: 'timeoutSeconds',
  maxretries: 'retries',
  maxconcurrency: 'concurrency',
  repeat: 'repeats',
  apikey: 'apiKeyEnv',
  url: 'baseUrl',
};

/** The candidate that was probably meant, also when another tool calls it so; `undefined` when none is near. */
export function nearMiss(word: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates];
  const elsewhere = ownValue(otherWords, plainWord(word));
  return known.find((candidate) => candidate === elsewhere) ?? nearSpelling(word, known);
}

/** `did you mean "x"?` as a remedy to spread into a problem, or nothing. */
export function meant(word: string, candidates: Iterable<string>): { remedy?: string } {
  const near = nearMiss(word, candidates);
  return near === undefined ? {} : { remedy: `Did you mean "${near}"?` };
}

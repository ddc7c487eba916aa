import { distance } from 'fastest-levenshtein';

/** Words other tools use for the same thing, in the form `plain` gives. */
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

const plain = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '');

const letters = (word: string) => [...word].sort().join('');

/** The candidate that was probably meant, or `undefined` when none is near: at most a third of the letters differ. */
export function nearMiss(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    if (otherWords[wanted] === candidate) return candidate;
    const known = plain(candidate);
    // Two letters changed round count as one mistake.
    const far = letters(wanted) === letters(known) ? 1 : distance(wanted, known);
    const longest = Math.max(wanted.length, known.length);
    if (far < least && far < longest && far <= Math.max(1, Math.floor(longest / 3))) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

/** `did you mean "x"?` as a remedy to spread into a problem, or nothing. */
export function meant(word: string, candidates: Iterable<string>): { remedy?: string } {
  const near = nearMiss(word, candidates);
  return near === undefined ? {} : { remedy: `Did you mean "${near}"?` };
}

import { cutText } from '../../base/cut-text.ts';
import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { compilePattern } from '../compile-pattern.ts';
import { parseOptions } from '../parse-options.ts';
import { composed } from '../text-form.ts';

const options = z.strictObject({
  pattern: z.string({ error: 'a regular expression' }).min(1, 'a regular expression'),
  flags: z
    .string()
    .regex(/^[imsu]*$/, 'any of i (ignore case), m (^ and $ match at lines), s (. matches line breaks)')
    .default(''),
});

export const regex: ScorerKind = {
  type: 'regex',
  version: 2,
  readsText: true,
  summary: 'a regular expression matches somewhere in the answer',
  prepare(given) {
    const { pattern, flags } = parseOptions('regex', options, given);
    const compiled = compilePattern(composed(pattern), flags, { type: 'regex', path: 'pattern' });
    return (answer) => {
      const matcher = compiled.matcher(composed(answer.text));
      if (!matcher.find()) return { value: 0, explanation: `Nothing in the answer matches ${pattern}.` };
      return { value: 1, label: cutText(matcher.group() ?? '', 200) };
    };
  },
};

import { z } from 'zod';
import { cutText } from '../../base/cut-text.ts';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { mathCandidates, plainMath } from '../math-text.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({});
const shown = 200;

/** The formula that the answer ends up with has the value of the expected one: `\frac{1}{\sqrt2}` is `\sqrt{2}/2`. */
export const math: ScorerKind = {
  type: 'math',
  summary: 'the final formula of the answer has the value of the expected one (LaTeX or plain)',
  readsText: true,
  isHeavy: true,
  prepare(given) {
    parseOptions('math', options, given);
    return async (answer, { expected }, context) => {
      const wanted = expectedTexts(expected);
      if (wanted === null || wanted.length === 0)
        return { value: null, explanation: 'The case expects no formula.' };
      const found = context?.field ? [answer.text] : [...mathCandidates(answer.text)];
      const { sameMath } = await import('../math-equal.ts');
      const first = found.find((text) => plainMath(text) !== '');
      if (first === undefined) return { value: 0, explanation: 'The answer has no formula.' };
      for (const one of wanted)
        if (await sameMath(one, first)) return { value: 1, label: cutText(plainMath(first), shown) };
      const label = cutText(plainMath(first), shown);
      return {
        value: 0,
        label,
        explanation: `The final answer is ${label}, not ${cutText(wanted[0] ?? '', shown)}.`,
      };
    };
  },
};

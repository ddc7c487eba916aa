import { cutText } from '../../base/cut-text.ts';
import { z } from 'zod';
import type { ScorerKind, Verdict } from '../../contract/score.ts';
import type { Case } from '../../contract/suite.ts';
import { expectedTexts } from '../expected-texts.ts';
import { findSources, type Source } from '../find-sources.ts';
import { parseOptions } from '../parse-options.ts';
import { precisionRecall } from '../precision-recall.ts';
import { textForm } from '../text-form.ts';

const options = z.strictObject({
  context: z.string().min(1).default('context').describe('variable of the case with the sources'),
  quotes: z.boolean().default(true).describe('quotations must occur in a source'),
  required: z.boolean().default(true).describe('an answer without any citation or quotation is wrong'),
});

const bracket = /\[([^[\]\n]{1,80})\](?!\()/g;
const quotation = /["“]([^"“”\n]{12,600})["”]/g;

/** `[1]`, `[1, 3]`, `[2-4]`, `[doc-7]`: names of sources, or numbers that should be; other brackets are prose. */
function citedIds(text: string, known: ReadonlySet<string>): string[] {
  const ids: string[] = [];
  for (const [, inside = ''] of text.matchAll(bracket)) {
    const parts = inside.split(/[,;]/).map((part) => part.trim().replace(/^\^/, ''));
    if (!parts.every((part) => known.has(part) || /^\d{1,4}(?:\s?[-–]\s?\d{1,4})?$/.test(part))) continue;
    for (const part of parts) {
      const [from, to] = part.split(/[-–]/).map(Number) as [number, number | undefined];
      if (known.has(part) || to === undefined || to < from || to - from > 50) ids.push(part);
      else for (let n = from; n <= to; n++) ids.push(String(n));
    }
  }
  return ids;
}

const squeezed = (text: string) =>
  textForm(text, { ignoreCase: true, lookalikes: true, trim: true }).replace(/\s+/g, ' ');

function quotedIn(text: string, sources: Source[]): { quote: string; found: boolean }[] {
  const haystacks = sources.map((source) => squeezed(source.text));
  return [...text.matchAll(quotation)].map(([, quote = '']) => {
    const needle = squeezed(quote).replace(/[.,;]$/, '');
    return { quote, found: haystacks.some((haystack) => haystack.includes(needle)) };
  });
}

/** Against the sources the case expects to be cited: F1 over ids. */
function againstExpected(cited: Set<string>, testCase: Case): Verdict | null {
  const wanted = expectedTexts(testCase.expected);
  if (!wanted) return null;
  const common = wanted.filter((id) => cited.has(id)).length;
  const shares = precisionRecall(common, cited.size, new Set(wanted).size);
  return {
    value: shares.f1,
    metadata: { ...shares },
    ...(shares.f1 < 1 && {
      explanation: `Cited: ${[...cited].join(', ') || 'none'}; expected: ${wanted.join(', ')}.`,
    }),
  };
}

/** The share of citations that name a source and of quotations that stand in one; with `expected` (ids), F1 of what is cited. */
export const citations: ScorerKind = {
  type: 'citations',
  summary: 'citations name existing sources, and quotations occur in them',
  prepare(given) {
    const { context, quotes, required } = parseOptions('citations', options, given);
    return (answer, testCase) => {
      const sources = findSources(testCase.variables[context]);
      if (!sources)
        return { value: null, explanation: `The case has no sources in its variable "${context}".` };
      const known = new Set(sources.map((source) => source.id));
      const ids = citedIds(answer.text, known);
      const expected = againstExpected(new Set(ids), testCase);
      if (expected) return expected;
      const quoted = quotes ? quotedIn(answer.text, sources) : [];
      const all = ids.length + quoted.length;
      if (all === 0)
        return required
          ? { value: 0, explanation: 'The answer cites and quotes nothing.' }
          : { value: null, explanation: 'The answer cites and quotes nothing, which is not required.' };
      const unknown = ids.filter((id) => !known.has(id));
      const invented = quoted.filter(({ found }) => !found).map(({ quote }) => quote);
      const words = [
        ...(unknown.length > 0 ? [`No such source: ${unknown.slice(0, 5).join(', ')}.`] : []),
        ...(invented.length > 0 ? [`Not in any source: “${cutText(invented[0] as string, 100)}”.`] : []),
      ];
      return {
        value: 1 - (unknown.length + invented.length) / all,
        label: [...new Set(ids)].join(', '),
        metadata: { citations: ids.length, unknown, quotations: quoted.length, invented: invented.length },
        ...(words.length > 0 && { explanation: words.join(' ') }),
      };
    };
  },
};

import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findCode } from '../find-code.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  root: z.string().min(1).optional().describe('name of the root element'),
});

const maxDepth = 1000;
class TooDeep extends Error {}

/** Entities are not resolved, so that none can grow without bounds. */
export const xml: ScorerKind = {
  type: 'xml',
  summary: 'the answer is well-formed XML',
  prepare(given) {
    const { root } = parseOptions('xml', options, given);
    return async (answer) => {
      const code = findCode(answer.text, ['xml', 'svg', 'xhtml', 'rss']);
      if (code === null) return { value: 0, explanation: 'There is no XML in the answer.' };
      const { SaxesParser } = await import('saxes');
      const parser = new SaxesParser({ xmlns: true });
      let fault: string | null = null;
      let outermost: string | null = null;
      parser.on('error', (error) => {
        fault ??= error.message;
        // it would go on, and say at the end of every element that it was not closed
        throw error;
      });
      let depth = 0;
      parser.on('opentag', ({ name }) => {
        outermost ??= name;
        // names are looked up through all elements around: time is the square of the depth
        if (++depth > maxDepth) throw new TooDeep();
      });
      parser.on('closetag', () => depth--);
      try {
        parser.write(code).close();
      } catch (error) {
        if (error instanceof TooDeep)
          return { value: null, explanation: `The XML is nested more than ${maxDepth} deep.` };
        if (fault === null) throw error;
      }
      if (fault !== null) return { value: 0, explanation: `The XML is not well-formed: ${fault}.` };
      if (root !== undefined && outermost !== root)
        return { value: 0, explanation: `The root element is ${outermost}, not ${root}.` };
      return { value: 1 };
    };
  },
};

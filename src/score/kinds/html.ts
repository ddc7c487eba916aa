import type { DefaultTreeAdapterTypes } from 'parse5';
import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findCode } from '../find-code.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  document: z.boolean().default(false).describe('a whole document with its doctype, not a fragment'),
});

/** Void elements and those whose end tag the standard lets one leave out. */
const mayStayOpen = new Set(
  (
    'area base br col embed hr img input link meta source track wbr html head body li dt dd p rt rp optgroup option ' +
    'colgroup caption thead tbody tfoot tr td th'
  ).split(' '),
);

/** The parser repairs these without a word. Foreign content (SVG, MathML) closes itself. */
function unclosed(tree: DefaultTreeAdapterTypes.ParentNode): string[] {
  const found: string[] = [];
  const open: DefaultTreeAdapterTypes.ChildNode[] = [...tree.childNodes];
  for (let node = open.pop(); node && found.length < 20; node = open.pop()) {
    if (!('tagName' in node)) continue;
    open.push(...node.childNodes);
    const place = node.sourceCodeLocation;
    if (!place || place.endTag || mayStayOpen.has(node.tagName) || !node.namespaceURI.endsWith('xhtml'))
      continue;
    found.push(`unclosed-${node.tagName} in line ${place.startLine}`);
  }
  return found.reverse();
}

/** What the HTML standard calls parse errors; browsers repair them, each in its place. */
export const html: ScorerKind = {
  type: 'html',
  summary: 'the answer is HTML without parse errors',
  prepare(given) {
    const { document } = parseOptions('html', options, given);
    return async (answer) => {
      const code = findCode(answer.text, ['html', 'htm', 'xhtml']);
      if (code === null) return { value: 0, explanation: 'There is no HTML in the answer.' };
      const { parse, parseFragment } = await import('parse5');
      const faults: string[] = [];
      const hasElements = /<[a-z!]/i.test(code);
      const onParseError = ({ code: fault, startLine }: { code: string; startLine: number }) => {
        if (faults.length < 20) faults.push(`${fault} in line ${startLine}`);
      };
      const settings = { onParseError, sourceCodeLocationInfo: true };
      const tree = document ? parse(code, settings) : parseFragment(code, settings);
      faults.push(...unclosed(tree));
      if (!hasElements) return { value: 0, explanation: 'There is no element in the answer.' };
      if (faults.length === 0) return { value: 1 };
      return {
        value: 0,
        explanation: `Parse errors: ${faults.slice(0, 5).join(', ')}.`,
        metadata: { faults },
      };
    };
  },
};

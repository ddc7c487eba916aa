/** Whatever stands in a name: what is written for other programs stays what it is. */
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { parse } from 'parse5';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import { htmlTable, paragraph, section } from './document/html.ts';
import { markdownCell } from './gate-text.ts';
import { junitXml } from './junit.ts';
import { aiSdkMiddleware } from './ai-sdk-middleware.ts';
import { litellmConfig } from './litellm-config.ts';

const hostile = [
  '</script><script>evil()</script>',
  '"><img src=x onerror=evil()>',
  ']]>&<>"\'',
  'x\u0000\u0001\u001b[31m\ufffe\uffff',
  'a\u2028evil();//',
  'line\r\nnext',
  '| a | b |\n# H `x` </details> ![p](http://x/) [l](javascript:evil())',
  "'; evil() #\nmodel_list: [x]\n- a: !!python/object/apply:os.system ['id']",
  '__proto__',
  '=1+1',
  '\ud83d',
];
const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }));

it('JUnit is valid XML with the cases that were given', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, (names, reason) => {
      const cases = names.map((name) => ({ name, seconds: 1, failure: reason, error: reason }));
      const parser = new SaxesParser();
      let seen = 0;
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', ({ name }) => (seen += name === 'testcase' ? 1 : 0));
      parser.write(junitXml([{ name: reason, cases }])).close();
      expect(seen).toBe(names.length);
    }),
  );
});

it('HTML has no element that was not ours', () => {
  const elements = (html: string) =>
    JSON.stringify(parse(html), (key, value: unknown) =>
      key === 'parentNode' || key === 'value' ? undefined : value,
    );
  fc.assert(
    fc.property(text, (given) => {
      const page = (name: string) =>
        section(name, paragraph(name), htmlTable([name], [{ title: name, text: (row) => row }]));
      expect(elements(page(given || 'x')).length).toBe(elements(page('x')).length);
    }),
  );
});

it('a cell of Markdown stays one cell, without markup of HTML, links or pictures', () => {
  fc.assert(
    fc.property(text, (given) => {
      const cell = markdownCell(given);
      expect(cell).not.toMatch(/[\n\r\u2028\u2029<]/);
      expect(cell.replaceAll(/\\./g, '')).not.toMatch(/[|`]|\]\(/);
    }),
  );
});

it('policies for other programs hold names as text', () => {
  fc.assert(
    fc.property(text, text, (label, category) => {
      const targets = [
        { ...exampleTarget('small'), id: 's', label, provider: 'constructor', model: label },
        { ...exampleTarget('large'), id: 'l', label: 'large', provider: 'google', model: 'l' },
      ];
      const policy = {
        schema: 'assay.policy/1' as const,
        categories: Object.fromEntries([[category, 's']]),
        fallback: 'l',
        cascade: { first: 's', second: 'l', escalate: { on: 'check' as const, score: category, below: 0.5 } },
      };
      const run = exampleRun(targets);
      const config = parseYaml(
        litellmConfig(run, policy as never, () => ({
          baseUrl: label,
          isOpenaiChat: true,
          keyVariable: label,
        })),
      ) as {
        model_list: { model_name: string }[];
      };
      const names = [
        ...(category === '' ? [] : [category.toWellFormed()]),
        'default',
        'cascade-first',
        'cascade-second',
      ];
      expect(config.model_list.map(({ model_name: name }) => name)).toEqual(names);
      const source = aiSdkMiddleware(run, policy as never);
      expect(source).not.toMatch(/[\u2028\u2029\r]/);
      expect(source.split('\n')).toHaveLength(
        aiSdkMiddleware(exampleRun([{ ...targets[0], label: 'x' }, targets[1]] as never), {
          ...policy,
          categories: category === '' ? { '': 's' } : { x: 's' },
          cascade: { ...policy.cascade, escalate: { ...policy.cascade.escalate, score: 'x' } },
        } as never).split('\n').length,
      );
    }),
  );
});

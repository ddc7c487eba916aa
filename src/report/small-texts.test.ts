/** Lines that are wrapped, bars, colours, and the short texts of the terminal. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { DoctorReport, Finding } from '../contract/finding.ts';
import { bars } from './bars.ts';
import { doctorText } from './doctor-text.ts';
import { escapeXml } from './escape-xml.ts';
import { junitXml } from './junit.ts';
import { paintedLine, paintWith, terminalText } from './paint.ts';
import { namesOf, targetIn } from './route-names.ts';
import { unpricedNote } from './unpriced-note.ts';
import { wrap } from './wrap.ts';

describe('wrap', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 });

  it('keeps every word in its order, and every line within the width unless one word is wider', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 40 }), (given, width) => {
        const lines = wrap(given.join(' '), width);
        expect(lines.map((line) => line.trim()).join(' ')).toBe(given.join(' '));
        for (const line of lines) expect(line.length <= width || !line.trim().includes(' ')).toBe(true);
      }),
    );
  });

  it('indents all lines but the first', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', '  three']);
    expect(wrap('one two three', 7, '')).toEqual(['one two', 'three']);
    expect(wrap('', 7)).toEqual(['']);
  });

  it('counts columns, not letters', () => {
    expect(wrap('日本 日本', 8)).toEqual(['日本', '  日本']);
    expect(wrap('日本 日本', 9)).toEqual(['日本 日本']);
    expect(wrap(paintWith(true)('red', 'one two'), 7)).toHaveLength(1);
  });

  it('is one line of what has line ends of its own', () => {
    expect(wrap('a\nb', 80)).toHaveLength(1);
    expect(wrap('a\nb', 80)[0]).not.toContain('\n');
  });
});

describe('bars', () => {
  it.each([
    [[0, 4, 8], 8, '▁▅█'],
    [[null, 8, 99], 8, ' ██'],
    [[1, 2], 0, '▁▁'],
    [[], 5, ''],
  ])('%j of at most %s: %j', (values, most, line) => expect(bars(values, most)).toBe(line));
});

describe('colours', () => {
  const red = paintWith(true)('red', 'warm');

  it('are what a terminal takes for colours, and take no columns', () => {
    expect(terminalText(red)).toBe('\u001b[31mwarm\u001b[39m');
    expect(stringWidth(red)).toBe(4);
    expect(paintWith(false)('red', 'warm')).toBe('warm');
  });

  it('of a text that is shown are signs, whatever it holds', () => {
    for (const hostile of ['\u001b[31mx', '\u001b]0;title\u0007', '\u009b2J', 'a\u0008b', '\u001b[1;2;3m']) {
      expect(terminalText(hostile)).not.toMatch(/(?![\n\t])\p{Cc}/u);
      expect(terminalText(paintWith(true)('red', hostile)).split('\u001b')).toHaveLength(3);
    }
  });

  it('stay ours however often a text goes through', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('\u001b', '[', ';', '3', '1', 'm', '\n', '\u009b', '\u200d', '😀', 'é'),
          maxLength: 20,
        }),
        (text) => {
          const once = paintWith(true)('bold', text);
          expect(paintedLine(once)).toBe(once);
          expect(terminalText(once).split('\u001b')).toHaveLength(3);
          expect(paintedLine(text)).not.toContain('\n');
        },
      ),
    );
  });
});

describe('XML for machines that build', () => {
  it('has no signs of its own left, and no line of its own', () => {
    expect(escapeXml('<a b="c">&\n##[error]')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#10;##&#91;error]');
  });

  it('counts what failed and what could not be judged, apart', () => {
    const xml = junitXml([
      {
        name: 's',
        cases: [
          { name: 'fine', seconds: 1.23456 },
          { name: 'bad', failure: 'too low', detail: 'a\nb' },
          { name: 'odd', error: 'no answer', seconds: null },
        ],
      },
    ]);
    expect(xml).toContain('<testsuite name="s" tests="3" failures="1" errors="1">');
    expect(xml).toContain('<testcase classname="s" name="fine" time="1.235"/>');
    expect(xml).toContain(
      '<testcase classname="s" name="bad"><failure message="too low">a&#10;b</failure></testcase>',
    );
    expect(xml).toContain('<testcase classname="s" name="odd"><error message="no answer"/></testcase>');
    expect(junitXml([])).toMatch(/<testsuites name="assay">\n<\/testsuites>\n$/);
  });

  it('gives the details once where a case failed and could not be judged', () => {
    const xml = junitXml([{ name: 's', cases: [{ name: 'c', failure: 'f', error: 'e', detail: 'd' }] }]);
    expect(xml.match(/>d</g)).toHaveLength(1);
  });
});

describe('doctor', () => {
  const finding = (more: Partial<Finding>): Finding => ({
    level: 'error',
    where: 'runs/x',
    what: 'torn\n  line',
    remedy: 'delete it',
    can_repair: true,
    run_id: null,
    ...more,
  });
  const textOf = (more: Partial<DoctorReport>) =>
    doctorText(
      { schema: 'assay.doctor/1', data_dir: '.assay', runs: 1, findings: [], repaired: [], ...more },
      { color: false },
    );

  it('says that nothing is wrong', () => {
    expect(textOf({})).toBe('.assay: 1 run with a journal, nothing is wrong.');
  });

  it('says what is, where, and what to do, each in a line', () => {
    expect(
      textOf({ runs: 2, findings: [finding({}), finding({ level: 'warning', can_repair: false })] }),
    ).toBe(
      [
        '.assay: 2 runs with a journal, 2 findings.',
        '\nerror  runs/x\n  torn line\n  fix: delete it',
        '\nwarning  runs/x\n  torn line\n  fix: delete it',
        '',
        '--repair can put 1 of them right; it deletes nothing.',
      ].join('\n'),
    );
  });

  it('does not offer to repair what it has repaired', () => {
    const text = textOf({ findings: [finding({})], repaired: ['rebuilt run x'] });
    expect(text).toContain('\n\nrebuilt run x');
    expect(text).not.toContain('--repair');
  });
});

describe('names', () => {
  it('of a policy are its categories and the rest', () => {
    const policy = { categories: { law: 'a', '': 'b' }, fallback: 'c' } as never;
    expect(namesOf(policy)).toEqual([
      ['law', 'a'],
      ['default', 'c'],
    ]);
    expect(() => targetIn({ targets: [] }, 'x')).toThrow('the policy names x, which the run does not have');
  });

  it('of models without a price stand with the caps that they escape', () => {
    const models = ['a', 'b'].map((label) => ({
      label,
      settings: ['budget.usd', 'budget.dayUsd'],
      remedy: 'add a price',
    }));
    expect(unpricedNote({ models, isAllowed: false })).toBe(
      'the run will be refused: no price is known for a, b, so budget.usd, budget.dayUsd could not stop it; add a price, or --allow-unpriced',
    );
    expect(unpricedNote({ models, isAllowed: true })).toContain('no cap holds a, b');
  });
});

import { describe, expect, it } from 'vitest';
import { sameMath } from './math-equal.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const same: [string, string][] = [
  [String.raw`\frac{3}{4}`, '0.75'],
  [String.raw`\frac34`, '3/4'],
  [String.raw`\dfrac{9}{7}`, String.raw`\tfrac97`],
  [String.raw`\sqrt{8}`, String.raw`2\sqrt{2}`],
  [String.raw`\frac{1}{\sqrt2}`, String.raw`\frac{\sqrt{2}}{2}`],
  ['x^2+2x+1', '(x+1)^2'],
  [String.raw`\left(\frac{1}{2}, 3\right)`, '(0.5,3)'],
  ['[0,1)', '[0, 1)'],
  [String.raw`x \in [0,1)`, '[0,1)'],
  [String.raw`\{1,2\}`, String.raw`\{2,1\}`],
  ['1,-2', '-2, 1'],
  ['3 and 5', '5, 3'],
  [String.raw`90^\circ`, '90'],
  [String.raw`\frac{\pi}{2}`, String.raw`\pi/2`],
  [String.raw`\begin{pmatrix}1&2\\3&4\end{pmatrix}`, String.raw`\begin{bmatrix} 1 & 2 \\ 3 & 4\end{bmatrix}`],
  ['5', 'x=5'],
  ['x = 5', '5'],
  ['3+2i', '2i+3'],
  [String.raw`25\%`, '25'],
  [String.raw`25\%`, '0.25'],
  ['1000', '1,000'],
  ['10000', String.raw`10{,}000`],
  [String.raw`\text{Evelyn}`, 'Evelyn'],
  [String.raw`\text{odd}`, 'Odd'],
  [String.raw`5\text{ cm}`, '5'],
  [String.raw`\$12`, '12'],
  ['y = 2x + 3', 'y=3+2x'],
  [String.raw`\sqrt[3]{27}`, '3'],
  [String.raw`\sin^2 x+\cos^2 x`, '1'],
  ['2^{10}', '1024'],
  [String.raw`(-\infty, 2] \cup [3,\infty)`, String.raw`(-\infty,2]\cup[3,\infty)`],
  [String.raw`\frac{1}{3}`, '0.3333333333333333'],
  ['$\\frac{1}{2}$', '\\(0.5\\)'],
  ['12.', '12'],
];
const other: [string, string][] = [
  ['[0,1)', '[0,1]'],
  ['(1,2)', '(2,1)'],
  [String.raw`\frac{1}{3}`, '0.33'],
  [String.raw`\infty`, String.raw`-\infty`],
  ['x^2', 'x^3'],
  ['5', '-5'],
  ['1,2', '1,2,3'],
  ['3', String.raw`3\pi`],
  [String.raw`0.25\%`, String.raw`25\%`],
  [String.raw`\text{Evelyn}`, 'Eve'],
  ['12', ''],
  ['x', 'y'],
  ['2x+3', '2x-3'],
];

describe('formulas', () => {
  it.each(same)('%s is %s', async (a, b) => {
    expect(await sameMath(a, b)).toBe(true);
    expect(await sameMath(b, a)).toBe(true);
  });
  it.each(other)('%s is not %s', async (a, b) => {
    expect(await sameMath(a, b)).toBe(false);
    expect(await sameMath(b, a)).toBe(false);
  });
  it.each(['9^{9^{9^{9}}}', '2^{99999999}', '123456!', '((((('.repeat(300), 'x^'.repeat(2000), '5!!'])(
    'of %s are not computed',
    async (hostile) => {
      const ms = await cpuMsOf(async () => {
        expect(await sameMath('7', hostile)).toBe(false);
        expect(await sameMath(hostile, '7')).toBe(false);
      });
      expect(ms).toBeLessThan(5000);
    },
  );
});

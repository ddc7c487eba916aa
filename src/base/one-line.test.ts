import fc from 'fast-check';
import { expect, it } from 'vitest';
import { oneLine } from './one-line.ts';

it.each([
  ['a\r\n  b\tc', 'a b c'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;TITLE\u0007after', 'after'],
  ['\u001b]8;;http://evil.example/\u001b\\link', 'link'],
  ['\u009b31mC1', 'C1'],
  ['user\u202Etxt.exe\u2066', 'user txt.exe'],
  ['line\u2028para\u2029\uFEFFnul\u0000\uFFFE', 'line para nul'],
  ['half \ud83d', 'half \uFFFD'],
  ['', ''],
])('makes one line of %j', (text, line) => {
  expect(oneLine(text, 100)).toBe(line);
});

it('is cut between characters', () => {
  expect(oneLine(`${'x'.repeat(8)}😀😀`, 10)).toBe(`${'x'.repeat(8)}…`);
});

it('has neither controls nor more than was asked for, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ min: 1, max: 60 }),
      (text, most) => {
        const line = oneLine(text, most);
        expect(line.length).toBeLessThanOrEqual(most);
        expect(line.isWellFormed()).toBe(true);
        expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      },
    ),
  );
});

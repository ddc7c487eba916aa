import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleJson, visibleLine, visibleText } from './visible-text.ts';

it('shows what a terminal would obey', () => {
  expect(visibleText('\u001b[2J\u001b]0;x\u0007\r\b\u007f')).toBe('␛[2J␛]0;x␇␍␈␡');
  expect(visibleText('\u009b31m\u0085')).toBe(String.raw`\x9b31m\x85`);
  expect(visibleText('a\u202eb\u2066c\u200fd\u061c')).toBe(String.raw`a\u202eb\u2066c\u200fd\u061c`);
  expect(visibleText('a\u2028b\u2029')).toBe(String.raw`a\u2028b\u2029`);
  expect(visibleText('\ud83dx\udc00')).toBe(String.raw`\ud83dx\udc00`);
});

it('shows what cannot be seen', () => {
  for (const hidden of [
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u3164',
    '\u115f',
    '\u180e',
    '\ufe0f',
    '\ufff9',
    '\uffff',
    '\u{e0041}',
    '\u{e0100}',
  ])
    expect(visibleText(`a${hidden}b`)).toMatch(/^a\\u(\{[\da-f]+\}|[\da-f]{4})b$|^a\\xadb$/);
  expect(visibleText('❤\ufe0f\ufe0f')).toBe('❤\ufe0f\\ufe0f');
});

it.each(['tab\tand\nline', '👩‍👩‍👧 ❤️ 👍🏽 1️⃣', '葛\u{e0100}', 'می‌خواهم', 'क्‍ष', 'é 東京 ﷽ \u0600', ''])(
  'leaves what is written alone: %j',
  (text) => {
    expect(visibleText(text)).toBe(text);
  },
);

it('keeps a line a line', () => {
  expect(visibleLine('a\nb\tc\r\nd')).toBe('a ↵ b c ↵ d');
  expect(visibleLine('a\rb\u001bc')).toBe('a␍b␛c');
});

it('leaves nothing of it, whatever comes, and changes no JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isLone) => {
      const given = isLone ? `${text}\ud800` : text;
      expect(visibleText(given)).not.toMatch(
        /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]|\p{Cs}/u,
      );
      expect(visibleLine(given)).not.toMatch(/\p{Cc}/u);
      expect(visibleText(visibleText(given))).toBe(visibleText(given));
      const json = visibleJson(JSON.stringify({ [given]: given }, null, 2));
      expect(JSON.parse(json)).toEqual({ [given]: given });
      expect(json).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u);
    }),
  );
});

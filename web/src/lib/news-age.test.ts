import { expect, it } from 'vitest';
import { ageText, freshnessText } from './news-age.ts';

it.each([
  [{ isConnected: true, newsAtMs: null }, 'live'],
  [{ isConnected: true, newsAtMs: 98_000 }, 'live, last news 2 s ago'],
  [{ isConnected: true, newsAtMs: 70_001 }, 'live, last news 29 s ago'],
  [{ isConnected: true, newsAtMs: 70_000 }, 'no news for 30 s'],
  [{ isConnected: false, newsAtMs: 70_000 }, 'server away, trying again; last news 30 s ago'],
  [{ isConnected: false, newsAtMs: null }, 'server away, trying again'],
])('%j is "%s"', (heard, words) => expect(freshnessText(heard, 100_000)).toBe(words));

it.each([
  [-5, '0 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [7_199_999, '119 min'],
  [7_200_000, '2 h'],
])('%d ms is %s', (ms, text) => expect(ageText(ms)).toBe(text));

import { expect, it } from 'vitest';
import { ageText, freshnessText } from './news-age.ts';

it.each([
  [{ isConnected: true, newsAtMs: null }, 'live'],
  [{ isConnected: true, newsAtMs: 98_000 }, 'live, updated 2 s ago'],
  [{ isConnected: true, newsAtMs: 70_001 }, 'live, updated 29 s ago'],
  [{ isConnected: true, newsAtMs: 70_000 }, 'no updates for 30 s'],
  [{ isConnected: false, newsAtMs: 70_000 }, 'server not responding, retrying; last update 30 s ago'],
  [{ isConnected: false, newsAtMs: null }, 'server not responding, retrying'],
])('%j is "%s"', (heard, words) => expect(freshnessText(heard, 100_000)).toBe(words));

it.each([
  [-5, '0 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [7_199_999, '119 min'],
  [7_200_000, '2 h'],
])('%d ms is %s', (ms, text) => expect(ageText(ms)).toBe(text));

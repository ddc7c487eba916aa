import { describe, expect, it } from 'vitest';
import type { History, HistorySeries } from '../contract/history.ts';
import { metrics } from '../view/metrics/metrics.ts';
import { historyCsv } from './history-csv.ts';
import { historyText } from './history-text.ts';

const day = 86_400_000;
const start = Date.UTC(2031, 3, 1);
const price = { at_ms: start + 3 * day, kind: 'price' as const, before: 'old', after: 'new' };
const model = { at_ms: start + 4 * day, kind: 'response-model' as const, before: 'm-1', after: 'm-2' };

const series: HistorySeries = {
  target_key: 'key',
  label: '=openai/gpt',
  suite_name: 'triage',
  suite_hash: 'abcdef0123456789',
  split: { category: 'billing' },
  points: [
    { at_ms: start, value: 0.84, low: 0.8, high: 0.88, n: 200 },
    { at_ms: start + 4 * day, value: 0.511, low: 0.47, high: 0.55, n: 200 },
    { at_ms: start + 5 * day, value: null, low: null, high: null, n: 0, why: 'nothing could be scored' },
  ],
  markers: [price, model],
  changes: [
    {
      at_ms: start + 4 * day,
      method: 'confidence-sequence',
      before: 0.84,
      after: 0.511,
      difference: -0.329,
      low: -0.4,
      high: -0.26,
      p: null,
      verdict: 'worse',
      beside: [model],
    },
  ],
};
const history: History = {
  schema: 'assay.history/1',
  scores: [],
  metric: { key: 'quality', label: 'Quality', unit: '%' },
  bucket: 'day',
  since_ms: start,
  until_ms: start + 8 * day,
  series: [series],
  notes: ['A note.'],
};
const look = { color: false, width: 120 };

describe('a history in the terminal', () => {
  const text = historyText(history, metrics.quality, look);
  it('has the first and the last known figure, with the interval of the last', () => {
    expect(text).toContain('Quality by day, 2031-04-01 to 2031-04-09');
    expect(text).toMatch(/=openai\/gpt .* 84\.0 +51\.1 +\[47\.0, 55\.0\]/);
  });
  it('draws a gap as a gap', () => expect(text).toMatch(/█ {20,}▁/));
  it('says each change with what stood beside it, and every other marker once', () => {
    expect(text).toContain(
      '2031-04-05  84.0 % → 51.1 % (−32.9 points [−40.0, −26.0], 95 %), worse; confidence sequences',
    );
    expect(text).toContain('beside it: model that answered: m-1 → m-2');
    expect(text).toContain('2031-04-04  price list: old → new');
    expect(text.match(/m-1 → m-2/g)).toHaveLength(1);
  });
  it('fits the width', () => {
    const lines = historyText(history, metrics.quality, { color: false, width: 80 }).split('\n');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });
  it('says that nothing was found', () => {
    const quiet = { ...history, series: [{ ...series, changes: [], markers: [] }] };
    expect(historyText(quiet, metrics.quality, look)).toContain('no change found');
    expect(historyText({ ...history, series: [] }, metrics.quality, look)).toContain('A note.');
  });
});

it('is a row for each point as CSV, unknown empty, no formula', () => {
  expect(historyCsv(history).split('\n')).toEqual([
    'target_key,label,suite_name,suite_hash,split,metric,bucket,at,value,low,high,n',
    "key,'=openai/gpt,triage,abcdef0123456789,category=billing,quality,day,2031-04-01T00:00:00.000Z,0.84,0.8,0.88,200",
    "key,'=openai/gpt,triage,abcdef0123456789,category=billing,quality,day,2031-04-05T00:00:00.000Z,0.511,0.47,0.55,200",
    "key,'=openai/gpt,triage,abcdef0123456789,category=billing,quality,day,2031-04-06T00:00:00.000Z,,,,0",
  ]);
});

import { expect, it } from 'vitest';
import type { HistoryRow } from '../../contract/history.ts';
import { markersOf } from './markers.ts';

const row = (at_ms: number, change: Partial<HistoryRow>): HistoryRow =>
  ({
    at_ms,
    hosts: {},
    response_models: {},
    fingerprints: {},
    price_ids: {},
    assay_versions: {},
    unreliable: 0,
    ...change,
  }) as HistoryRow;

it('marks what is another than before, once, and takes silence for nothing', () => {
  const rows = [
    row(1, { response_models: { a: 5 }, assay_versions: { '1': 5 } }),
    row(2, { response_models: { '': 5 }, assay_versions: { '1': 5 } }),
    row(3, { response_models: { a: 5 }, assay_versions: { '2': 5 } }),
    row(4, { response_models: { b: 1, a: 4 }, unreliable: 3 }),
    row(5, { response_models: { a: 1, b: 4 } }),
  ];
  expect(markersOf(rows)).toEqual([
    { at_ms: 3, kind: 'assay-version', before: '1', after: '2' },
    { at_ms: 4, kind: 'response-model', before: 'a', after: 'a, b' },
    { at_ms: 4, kind: 'client', before: 'OK', after: 'measurement unreliable' },
    { at_ms: 5, kind: 'client', before: 'measurement unreliable', after: 'OK' },
  ]);
});

it('marks a mix of hosts that moves by a fifth of the calls or more', () => {
  const mix = (at: number, east: number, west: number) => row(at, { hosts: { east, west } });
  expect(markersOf([mix(1, 50, 50), mix(2, 60, 40), mix(3, 90, 10), row(4, { hosts: { '': 9 } })])).toEqual([
    { at_ms: 3, kind: 'host-mix', before: 'east 60 %, west 40 %', after: 'east 90 %, west 10 %' },
  ]);
});

/** What was different from one bucket of a line to the next, besides its figures. */
import { mixText } from '../../contract/figure-text.ts';
import type { HistoryMarker, HistoryRow } from '../../contract/history.ts';

type Counts = Record<string, number>;

const named = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name, n]) => name !== '' && n > 0));

const namesIn = (counts: Counts) => Object.keys(named(counts)).toSorted().join(', ');

/** How much of the calls went elsewhere, 0 to 1: total variation distance. */
function shift(before: Counts, after: Counts): number {
  const total = (counts: Counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);
  const [n, m] = [total(before), total(after)];
  const hosts = new Set([...Object.keys(before), ...Object.keys(after)]);
  return (
    [...hosts].reduce((sum, host) => sum + Math.abs((before[host] ?? 0) / n - (after[host] ?? 0) / m), 0) / 2
  );
}

/** A share of calls that moves by less is no change of the mix. */
const minShift = 0.2;

const sets = [
  ['response-model', 'response_models'],
  ['fingerprint', 'fingerprints'],
  ['price', 'price_ids'],
  ['assay-version', 'assay_versions'],
] as const;

const clientText = ({ unreliable }: HistoryRow) => (unreliable > 0 ? 'measurement unreliable' : 'OK');

/** Of the rows of one line, oldest first. What is not reported says nothing. */
export function markersOf(rows: readonly HistoryRow[]): HistoryMarker[] {
  const markers: HistoryMarker[] = [];
  const last = new Map<string, string>();
  let hosts: Counts | null = null;
  for (const row of rows) {
    const see = (kind: HistoryMarker['kind'], after: string) => {
      const before = last.get(kind);
      if (after === '') return;
      if (before !== undefined && before !== after) markers.push({ at_ms: row.at_ms, kind, before, after });
      last.set(kind, after);
    };
    for (const [kind, column] of sets) see(kind, namesIn(row[column]));
    see('client', clientText(row));
    const mix = named(row.hosts);
    if (Object.keys(mix).length === 0) continue;
    if (hosts && shift(hosts, mix) >= minShift)
      markers.push({ at_ms: row.at_ms, kind: 'host-mix', before: mixText(hosts), after: mixText(mix) });
    hosts = mix;
  }
  return markers;
}

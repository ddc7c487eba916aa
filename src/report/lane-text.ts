/** What the lanes of a run do, and what became of them, in words. */
import type { LaneChange, LaneRecord, LaneState } from '../contract/lane.ts';
import type { QuotaStanding } from '../contract/quota.ts';
import type { Run } from '../contract/run.ts';
import { formatCount, formatDuration } from './format.ts';

const words: Record<LaneState, string> = {
  sending: 'sending',
  cut: 'sends less',
  waiting: 'waits',
  paused: 'waits',
  broken: 'left alone',
  quiet: 'silent',
  ahead: 'waits',
  set_aside: 'stopped after repeated failures',
  batch: 'in a batch',
  ended: 'done',
};

/** Nothing to tell of: the usual course. */
const usual: ReadonlySet<LaneState> = new Set(['sending', 'ahead', 'ended']);

/** The hour on this machine's clock. */
const clockOf = (epochMs: number) =>
  new Date(epochMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const farMs = 12 * 3_600_000;

/** With the day, when the hour alone could be taken for the nearer one. */
const instantOf = (epochMs: number, nowMs: number) =>
  epochMs - nowMs < farMs
    ? clockOf(epochMs)
    : new Date(epochMs).toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });

/** A batch may be answered any time before. */
const endOf = (state: LaneState) => (state === 'batch' ? 'by' : 'until');

/** `6,000 requests in 60 s`. */
const limitText = ({ kind, limit, window_ms }: QuotaStanding) =>
  `${formatCount(limit)} ${kind} ${window_ms === 60_000 ? 'a minute' : `in ${formatDuration(window_ms / 1000)}`}`;

/** `waits: requests per minute; until 18:00:05`. */
export function laneText({ at_ms, state, reason, until_ms, concurrency, quota }: LaneChange): string {
  const why = reason === '' ? '' : `: ${reason}`;
  const until = until_ms === null ? '' : `; ${endOf(state)} ${instantOf(until_ms, at_ms)}`;
  const atOnce =
    state === 'cut' && !/at once|concurrency/.test(reason) ? `; ${formatCount(concurrency)} at once` : '';
  const left =
    state === 'waiting' && quota ? `; ${formatCount(quota.left)} of ${limitText(quota)} are left` : '';
  return `${words[state]}${why}${until}${atOnce}${left}`;
}

const labelsOf = (run: Run) => new Map(run.targets.map(({ id, label }) => [id, label]));

/** Lanes that are held by more than their own pace, as of now; a line each. */
export function heldLanes(run: Run): string[] {
  const labels = labelsOf(run);
  return (run.lanes ?? []).flatMap(({ target_id, changes }) => {
    const last = changes.at(-1);
    return last && !usual.has(last.state) ? [`${labels.get(target_id)}  ${laneText(last)}`] : [];
  });
}

/** The tightest it ever was. */
function quotaOf({ changes }: LaneRecord): QuotaStanding | null {
  const told = changes.flatMap(({ quota }) => quota ?? []);
  return told.toSorted((a, b) => a.least_left / a.limit - b.least_left / b.limit)[0] ?? null;
}

/** What production had of the provider's quota while the run shared it. */
function quotaNotes({ lanes = [] }: Run, labels: ReadonlyMap<string, string>): string[] {
  const told = lanes.flatMap((lane) => {
    const quota = quotaOf(lane);
    if (!quota) return [];
    const share = `${Math.round((100 * quota.least_left) / quota.limit)} %`;
    return [`${labels.get(lane.target_id)} ${share} of ${limitText(quota)}`];
  });
  return told.length > 0 ? [`the least that was left of the provider's quota: ${told.join(', ')}`] : [];
}

const least = (changes: LaneChange[]) => Math.min(...changes.map(({ concurrency }) => concurrency));

/** What a reader must know of how a run's calls were held back; empty when they were not. */
export function laneNotes(run: Run): string[] {
  const labels = labelsOf(run);
  const of = (state: LaneState) =>
    (run.lanes ?? []).flatMap(({ target_id, changes }) => {
      const found = changes.filter((change) => change.state === state);
      return found.length > 0 ? [{ label: labels.get(target_id) ?? target_id, found }] : [];
    });
  const setAside = of('set_aside').map(
    ({ label, found }) =>
      `${label} was stopped after repeated failures: ${found[0]?.reason}; what was measured stands, its remaining calls were not made`,
  );
  const cut = of('cut').map(({ label, found }) => `${label} to ${least(found)}`);
  const waited = of('waiting').map(({ label, found }) => `${label} (${found[0]?.reason})`);
  const broken = of('broken').map(({ label }) => label);
  const together = run.targets.filter(({ batch }) => batch).map(({ label }) => label);
  return [
    ...(together.length > 0
      ? [`asked in a batch, at its price and without latency: ${together.join(', ')}`]
      : []),
    ...setAside,
    ...(cut.length > 0 ? [`concurrency reduced because calls were rejected: ${cut.join(', ')}`] : []),
    ...(waited.length > 0 ? [`held back by limits: ${waited.join(', ')}`] : []),
    ...(broken.length > 0 ? [`left alone for a while as calls failed: ${broken.join(', ')}`] : []),
    ...quotaNotes(run, labels),
  ];
}

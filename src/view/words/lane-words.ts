/** What the lanes of a run do, and what became of them. */
import type { LaneChange, LaneRecord, LaneState } from '../../contract/lane.ts';
import type { QuotaStanding } from '../../contract/quota.ts';
import type { Run } from '../../contract/run.ts';
import { formatCount, formatDuration, formatInstant, formatInstantExactly, percentText } from '../format.ts';

const words: Record<LaneState, string> = {
  sending: 'sending',
  cut: 'sending less',
  waiting: 'waiting',
  paused: 'waiting',
  broken: 'paused after failures',
  quiet: 'paused',
  ahead: 'waiting for the others',
  set_aside: 'stopped after repeated failures',
  batch: 'in a batch',
  ended: 'done',
};

/** The normal course: nothing to tell of. */
const isNormal: ReadonlySet<LaneState> = new Set(['sending', 'ahead', 'ended']);

const farMs = 12 * 3_600_000;

/** On the clock of whoever reads it; with the day, when the hour alone could be taken for the nearer one. */
const instantOf = (epochMs: number, nowMs: number) =>
  epochMs - nowMs < farMs ? formatInstantExactly(epochMs).slice(-8) : formatInstant(epochMs);

/** `waiting until 18:00:05: requests per minute`. */
export function laneText({ at_ms, state, reason, until_ms }: LaneChange): string {
  if (isNormal.has(state)) return words[state];
  const why = reason === '' ? '' : `: ${reason}`;
  // a batch may be answered any time before
  const preposition = state === 'batch' ? 'by' : 'until';
  const until = until_ms === null ? '' : ` ${preposition} ${instantOf(until_ms, at_ms)}`;
  return `${words[state]}${until}${why}`;
}

/** `6,000 requests per minute`. */
const limitText = ({ kind, limit, window_ms }: QuotaStanding) =>
  `${formatCount(limit)} ${kind} ${window_ms === 60_000 ? 'per minute' : `in ${formatDuration(window_ms / 1000)}`}`;

/** The same where nothing beside it tells how many calls go at once, and what is left of a quota. */
function laneLine(change: LaneChange): string {
  const { state, reason, concurrency, quota } = change;
  const atOnce =
    state === 'cut' && !/at once|concurrency/.test(reason) ? `; concurrency ${formatCount(concurrency)}` : '';
  const left =
    state === 'waiting' && quota ? `; ${formatCount(quota.left)} of ${limitText(quota)} are left` : '';
  return `${laneText(change)}${atOnce}${left}`;
}

const labelsOf = (run: Run) => new Map(run.targets.map(({ id, label }) => [id, label]));

/** Lanes that are held by more than their own pace, as of now; a line each. */
export function heldLanes(run: Run): string[] {
  const labels = labelsOf(run);
  return (run.lanes ?? []).flatMap(({ target_id, changes }) => {
    const last = changes.at(-1);
    return last && !isNormal.has(last.state) ? [`${labels.get(target_id)}  ${laneLine(last)}`] : [];
  });
}

const isTold = ({ changes }: LaneRecord) =>
  changes.some(({ quota }) => quota) ||
  changes.some(({ state }) => !isNormal.has(state)) ||
  new Set(changes.map((change) => change.concurrency)).size > 1;

/** The lanes of a run when there is something to see: one was held back, or its concurrency changed. */
export function lanesToShow({ lanes = [] }: Run): LaneRecord[] {
  return lanes.some(isTold) ? lanes.filter(({ changes }) => changes.length > 0) : [];
}

/** What is left of the provider's quota as told last; `null`: the provider tells of none. */
export function quotaText({ changes }: LaneRecord): { text: string; title: string } | null {
  const quota = changes.findLast((change) => change.quota)?.quota;
  if (!quota) return null;
  const percent = (part: number) => percentText(part / quota.limit, 0);
  return {
    text: `${percent(quota.left)} of quota left`,
    title: `${formatCount(quota.left)} of ${limitText(quota)}; never less than ${percent(quota.least_left)}; ${percentText(quota.reserved, 0)} are for production`,
  };
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
    return [
      `${labels.get(lane.target_id)} ${percentText(quota.least_left / quota.limit, 0)} of ${limitText(quota)}`,
    ];
  });
  return told.length > 0 ? [`lowest remaining quota of the provider: ${told.join(', ')}`] : [];
}

const minConcurrency = (changes: LaneChange[]) => Math.min(...changes.map(({ concurrency }) => concurrency));

const note = (what: string, who: string[]) => (who.length > 0 ? [`${what}: ${who.join(', ')}`] : []);

/** What a reader must know of how a run's calls were held back; empty when they were not. */
export function laneNotes(run: Run): string[] {
  const labels = labelsOf(run);
  const of = (state: LaneState) =>
    (run.lanes ?? []).flatMap(({ target_id, changes }) => {
      const found = changes.filter((change) => change.state === state);
      return found.length > 0 ? [{ label: labels.get(target_id) ?? target_id, found }] : [];
    });
  return [
    ...note(
      'asked in a batch, at its price and without latency',
      run.targets.filter(({ batch }) => batch).map(({ label }) => label),
    ),
    ...of('set_aside').map(
      ({ label, found }) =>
        `${label} was stopped after repeated failures: ${found[0]?.reason}; what was measured stands, its remaining calls were not made`,
    ),
    ...note(
      'concurrency reduced because calls were rejected',
      of('cut').map(({ label, found }) => `${label} to ${minConcurrency(found)}`),
    ),
    ...note(
      'held back by limits',
      of('waiting').map(({ label, found }) => `${label} (${found[0]?.reason})`),
    ),
    ...note(
      'paused for a while after failures',
      of('broken').map(({ label }) => label),
    ),
    ...quotaNotes(run, labels),
  ];
}

import type { LaneChange, LaneRecord, LaneState } from '../../../src/contract/lane.ts';
import type { Run } from '../../../src/contract/run.ts';
import { formatCount } from './format.ts';

const words: Record<LaneState, string> = {
  sending: 'sending',
  cut: 'sending less, as calls were rejected',
  waiting: 'waiting',
  paused: 'waiting',
  broken: 'left alone for a while',
  quiet: 'silent',
  ahead: 'waiting for the others',
  set_aside: 'stopped after repeated failures',
  batch: 'in a batch',
  ended: 'done',
};

/** Why and how many are said beside it. */
const alone: ReadonlySet<LaneState> = new Set(['sending', 'cut', 'ahead', 'ended']);

const farMs = 12 * 3_600_000;

/** With the day, when the hour alone could be taken for the nearer one. */
const instantOf = (epochMs: number, nowMs: number) =>
  epochMs - nowMs < farMs ? new Date(epochMs).toLocaleTimeString() : new Date(epochMs).toLocaleString();

/** What a lane does, and why; until when, on the reader's clock. */
export function laneText({ at_ms, state, reason, until_ms }: LaneChange): string {
  const why = reason === '' || alone.has(state) ? '' : `: ${reason}`;
  const until =
    until_ms === null || alone.has(state)
      ? ''
      : ` ${state === 'batch' ? 'by' : 'until'} ${instantOf(until_ms, at_ms)}`;
  return `${words[state]}${until}${why}`;
}

const tellsOf: ReadonlySet<LaneState> = new Set([
  'cut',
  'waiting',
  'paused',
  'broken',
  'quiet',
  'set_aside',
  'batch',
]);

const isTold = ({ changes }: LaneRecord) =>
  changes.some(({ quota }) => quota) ||
  changes.some(({ state }) => tellsOf.has(state)) ||
  new Set(changes.map((change) => change.concurrency)).size > 1;

/** What is left of the provider's quota as told last; `null`: the provider tells of none. */
export function quotaText({ changes }: LaneRecord): { text: string; title: string } | null {
  const quota = changes.findLast((change) => change.quota)?.quota;
  if (!quota) return null;
  const percent = (part: number) => `${Math.round((100 * part) / quota.limit)} %`;
  const limit = `${formatCount(quota.limit)} ${quota.kind} in ${formatCount(quota.window_ms / 1000)} s`;
  return {
    text: `${percent(quota.left)} of quota left`,
    title: `${formatCount(quota.left)} of ${limit}; never less than ${percent(quota.least_left)}; ${Math.round(100 * quota.reserved)} % are for production`,
  };
}

/** The lanes of a run when there is something to see: one was held back, or a number of calls at once changed. */
export function lanesToShow({ lanes = [] }: Run): LaneRecord[] {
  return lanes.some(isTold) ? lanes.filter(({ changes }) => changes.length > 0) : [];
}

/** A shared run whose lanes have all ended: how it ended is worked out from what is stored, by whoever ended the last lane. Doing it twice does no harm. */
import type { Control } from '../contract/control.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { LaneEnd } from '../contract/run-registry.ts';
import type { ClientHealth, Run } from '../contract/run.ts';

const worst = (values: (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
};

/** Of several machines: in each figure the worst, as a mean would hide it. */
export function worstClient(clients: ClientHealth[]): ClientHealth {
  return {
    loop_delay_p99_ms: worst(clients.map((client) => client.loop_delay_p99_ms)),
    queue_p50_ms: worst(clients.map((client) => client.queue_p50_ms)),
    queue_p99_ms: worst(clients.map((client) => client.queue_p99_ms)),
    cpu_share: worst(clients.map((client) => client.cpu_share)),
    believable: clients.every((client) => client.believable),
    reasons: [...new Set(clients.flatMap((client) => client.reasons))],
  };
}

/** Σ over lanes; nothing when no lane has any. One that is not known leaves the sum unknown. */
const sumOf = (values: (number | null)[]) =>
  values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

function cachedOf(lanes: LaneEnd[]): Pick<Run, 'cached'> {
  const all = lanes.flatMap(({ cached }) => cached ?? []);
  if (all.length === 0) return {};
  const answers = all.reduce((sum, each) => sum + each.answers, 0);
  return { cached: { answers, saved_usd: sumOf(all.map(({ saved_usd }) => saved_usd)) } };
}

function judgedOf(lanes: LaneEnd[]): Pick<Run, 'judged'> {
  const all = lanes.flatMap(({ judged }) => judged ?? []);
  if (all.length === 0) return {};
  const calls = all.reduce((sum, each) => sum + each.calls, 0);
  const unscorable = all.reduce((sum, each) => sum + (each.unscorable ?? 0), 0);
  return {
    judged: { calls, usd: sumOf(all.map(({ usd }) => usd)), ...(unscorable > 0 && { unscorable }) },
  };
}

/** A run of which the results refused rows is not whole. */
function leftOutOf(lanes: LaneEnd[]): Partial<Run> {
  const quarantined = lanes.reduce((sum, lane) => sum + (lane.quarantined ?? 0), 0);
  return quarantined > 0 ? { left_out: { quarantined }, status: 'partial' } : {};
}

async function measuredOf(store: Pick<ResultStore, 'samples'>, runId: string): Promise<number> {
  let measured = 0;
  for await (const batch of store.samples(runId))
    measured += batch.filter((sample) => !sample.is_warmup).length;
  return measured;
}

/** `null` while a lane has not ended; the run as it ended otherwise, which is then stored and told. */
export async function finishRun(
  runId: string,
  { registry, events }: Pick<Control, 'registry' | 'events'>,
  store: Pick<ResultStore, 'samples' | 'putRun'>,
): Promise<Run | null> {
  const shared = await registry.find(runId);
  const lanes = await registry.lanes(runId);
  if (!shared || lanes.some(({ ended }) => ended === null)) return null;
  const known = lanes.map(({ ended }) => ended as LaneEnd);
  const stopped = known.find((end) => end.stopped !== null)?.stopped;
  const measured = await measuredOf(store, runId);
  const ended: Run = {
    ...shared.run,
    status: measured === shared.run.planned ? 'done' : 'partial',
    // not the time of day: two workers may come here at once, and both must say the same
    ended_at_ms: Math.max(...known.map((end) => end.ended_at_ms)),
    lanes: lanes.map(({ targetId, ended }) => ({ target_id: targetId, changes: ended?.changes ?? [] })),
    client: worstClient(known.map((end) => end.client)),
    ...cachedOf(known),
    ...judgedOf(known),
    ...(stopped && { stopped, status: 'partial' }),
    ...leftOutOf(known),
  };
  await store.putRun(ended, []);
  await registry.update(ended);
  events.publish({ type: 'run-end', run: ended });
  return ended;
}

import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { CallSize } from '../../contract/load.ts';
import type { PlannedCall } from '../../contract/plan.ts';
import type { Message } from '../../contract/suite.ts';
import type { Lane, LaneCalls } from './lane.ts';
import { handOverMs, pace } from './pace.ts';
import { admission } from './permit.ts';
import { wait } from './wait.ts';

/** Why a call cannot go now; `null` when it can. */
function obstacle({ settings, sender }: Lane, dueMs: number, heldByBudget: boolean): string | null {
  if (heldByBudget) return 'not sent: the budget was reserved by calls in flight for too long';
  const lateMs = nowMs() - dueMs;
  if (sender.inFlight >= settings.maxInFlight)
    return `not sent: ${sender.inFlight} calls were in flight, the maximum`;
  if (lateMs > settings.lateMs) return `not sent: ${lateMs.toFixed(0)} ms behind schedule, more than allowed`;
  return null;
}

function drop(lane: Lane, call: PlannedCall, dueMs: number, why: string): null {
  lane.sender.drop(call, dueMs, why);
  return null;
}

/** Sends, or drops and says why; `null` when it did not go. */
async function sendOrDrop(
  lane: Lane,
  call: PlannedCall,
  dueMs: number,
  messages: Message[],
  heldByBudget: boolean,
): Promise<CallResult | null> {
  const why = obstacle(lane, dueMs, heldByBudget);
  if (why !== null) return drop(lane, call, dueMs, why);
  const pass = lane.gate.enter();
  if ('reason' in pass) return drop(lane, call, dueMs, `not sent: ${pass.reason}`);
  const result = await lane.sender.send(call, dueMs, messages);
  pass.done(result);
  return result;
}

/** The conversation of one session: a turn carries all before it; a turn that fails ends the session. */
async function session(lane: Lane, dueMs: number, size: CallSize | undefined): Promise<void> {
  const { options, phase, sequence, settings, stop } = lane;
  const messages: Message[] = [];
  let scheduledMs = dueMs;
  for (let turn = 0; turn < phase.turns.count; turn++) {
    const call = sequence.take(scheduledMs < lane.measureFromMs, size?.caseIndex);
    const permission = await admission(lane, call, scheduledMs + settings.lateMs);
    if (permission === 'stop') return stop.aborted ? undefined : lane.exhaust();
    messages.push(...options.messagesOf(call));
    const asked = [...messages];
    if (size?.maxOutputTokens) lane.model.bound(asked, size.maxOutputTokens);
    const result = await sendOrDrop(lane, call, scheduledMs, asked, permission === 'late');
    if (result?.outcome !== 'ok' && result?.outcome !== 'truncated') return;
    messages.push({ role: 'assistant', content: result.answer?.text ?? '' });
    scheduledMs = nowMs() + phase.turns.thinkMs;
    // what would begin after the end belongs to nobody's window
    if (scheduledMs >= lane.endMs || stop.aborted) return;
    if (phase.turns.thinkMs > handOverMs) await wait(phase.turns.thinkMs - handOverMs, stop);
    if (stop.aborted) return;
  }
}

export function openLoopLane(lane: Lane): LaneCalls {
  const sessions = new Set<Promise<void>>();
  const sent = pace(
    lane.phase.arrivals ?? [],
    lane.startMs,
    (index, dueMs) => {
      const running = session(lane, dueMs, lane.phase.sizes?.[index])
        .catch((error: unknown) => lane.fail(error))
        .finally(() => sessions.delete(running));
      sessions.add(running);
    },
    lane.stop,
  );
  const finish = async () => {
    await sent;
    while (sessions.size > 0) await Promise.all(sessions);
  };
  return { sent, done: finish() };
}

import { nowMs } from '../../base/clock.ts';
import type { PlannedCall } from '../../contract/plan.ts';
import type { Lane } from './lane.ts';

/**
 * Whether a call may go: at once, or once calls under way have given back the money they hold. `late`: not before `untilMs`;
 * `stop`: never, then nothing more is sent.
 */
export async function admission(
  lane: Lane,
  call: PlannedCall,
  untilMs: number,
): Promise<'go' | 'late' | 'stop'> {
  const { options, target, stop, room } = lane;
  for (;;) {
    const permission = options.mayStart?.(call, target) ?? 'go';
    if (permission !== 'wait') return permission;
    if (nowMs() >= untilMs) return 'late';
    await room.enter(untilMs, stop);
    if (stop.aborted) return 'stop';
  }
}

import { nowMs } from '../../src/base/clock.ts';
import type { LimitStore } from '../../src/contract/limit-store.ts';

const minuteMs = 60_000;

/** Limits within one process: calls of the last minute are remembered, places are counted. */
export function createMemoryLimits(now: () => number = nowMs): LimitStore {
  const taken = new Map<string, { atMs: number; tokens: number; calls: number }[]>();
  const slots = new Map<string, Map<string, number>>();
  return {
    async takeCalls({ scope, calls, tokensPerCall, requestsPerMinute, tokensPerMinute, correction }) {
      const recent = (taken.get(scope) ?? []).filter(({ atMs }) => now() - atMs < minuteMs);
      if (correction !== 0) recent.push({ atMs: now(), tokens: correction, calls: 0 });
      const usedCalls = recent.reduce((sum, each) => sum + each.calls, 0);
      const usedTokens = recent.reduce((sum, each) => sum + each.tokens, 0);
      const byTokens =
        tokensPerMinute === null || tokensPerCall === 0 || usedTokens <= 0
          ? Math.max(1, Math.floor((tokensPerMinute ?? Infinity) / tokensPerCall))
          : Math.floor((tokensPerMinute - usedTokens) / tokensPerCall);
      const granted = Math.max(0, Math.min(calls, (requestsPerMinute ?? Infinity) - usedCalls, byTokens));
      if (granted > 0) recent.push({ atMs: now(), tokens: granted * tokensPerCall, calls: granted });
      taken.set(scope, recent);
      const oldest = recent[0]?.atMs ?? now();
      return { calls: granted, waitMs: granted === calls ? 0 : Math.max(1, oldest + minuteMs - now()) };
    },
    async takeSlots({ scope, holder, inFlight, wanted, most }) {
      const held = slots.get(scope) ?? new Map<string, number>();
      held.delete(holder);
      const others = [...held.values()].reduce((sum, each) => sum + each, 0);
      const share = Math.ceil(most / (held.size + 1));
      held.set(holder, Math.max(inFlight, Math.min(wanted, most - others, share)));
      slots.set(scope, held);
      return held.get(holder) ?? 0;
    },
    async leaveSlots(scope, holder) {
      slots.get(scope)?.delete(holder);
    },
  };
}

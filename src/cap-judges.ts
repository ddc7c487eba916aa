/**
 * Judges spend under the caps of the run too: before a question is asked its worst case is set aside in every scope it counts in,
 * as for any call; where a cap leaves no room nothing is asked, and the answer stays unscorable with the reason.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from './base/clock.ts';
import type { Budget } from './contract/budget.ts';
import {
  judgeMaxOutputTokens,
  type AskJudge,
  type JudgeQuestion,
  type JudgeReply,
} from './contract/judge.ts';
import type { Ledger, Permission } from './contract/ledger.ts';
import type { ScorePowers } from './contract/score.ts';
import type { Price, Target } from './contract/suite.ts';
import type { PriceBook } from './measure/price-book.ts';
import { targetOfJudge } from './plan/judge-targets.ts';
import { scopesOf, type CappedScope } from './run/budget-scopes.ts';

export interface JudgeCaps {
  runId: string;
  prices: Pick<PriceBook, 'priceOf'>;
  /** All of them apply. */
  budgets: Budget[];
  /** The caller's own: it is not closed here. */
  ledger: Ledger;
  /** Name of the variable that holds the key. */
  keyOf?: ((target: Target) => string | null) | undefined;
  /** Told when money has come back. */
  changed?: () => void;
}

/** A token is hardly ever shorter. */
const charactersPerToken = 2;
const askAgainMs = 250;
/** Money that calls on the wire hold comes back soon; what waits for judges itself does not. */
const patienceMs = 10_000;

function worstCase({ instructions, material, schema }: JudgeQuestion, price: Price): number {
  const input = (instructions.length + material.length + JSON.stringify(schema).length) / charactersPerToken;
  return Math.ceil((input * price.input + judgeMaxOutputTokens * price.output) * 1000);
}

async function reserved(
  ledger: Ledger,
  scopes: readonly CappedScope[],
  nanousd: number,
): Promise<Permission> {
  const until = nowMs() + patienceMs;
  for (;;) {
    const verdict = await ledger.reserve(scopes.map(({ scope, cap }) => ({ scope, cap, nanousd })));
    if (verdict !== 'wait' || nowMs() > until) return verdict;
    await sleep(askAgainMs);
  }
}

const refused = (scopes: readonly CappedScope[]): JudgeReply => ({
  text: null,
  failure: `not asked, as a cap leaves no money for it: ${scopes
    .filter(({ cap }) => cap !== null)
    .map(({ setting }) => setting)
    .join(', ')}`,
  input_tokens: null,
  output_tokens: null,
  cost_nanousd: 0,
});

/** A judge whose price is not known cannot be counted, like a target. */
export function capJudges(powers: ScorePowers, caps: JudgeCaps): ScorePowers {
  const { judge } = powers;
  if (!judge) return powers;
  const { runId, budgets, ledger, keyOf, changed } = caps;
  const capped: AskJudge = async (model, question) => {
    const target = targetOfJudge({ model: model.model, baseUrl: model.baseUrl });
    const price = caps.prices.priceOf(target)?.price;
    if (!price) return judge(model, question);
    const scopes = scopesOf({ runId, target, key: keyOf?.(target) ?? null }, wallClockMs(), budgets);
    const worst = worstCase(question, price);
    if ((await reserved(ledger, scopes, worst)) !== 'go') return refused(scopes);
    const reply = await judge(model, question);
    const spent = reply.cost_nanousd ?? worst;
    ledger.settle(scopes.map(({ scope }) => ({ scope, held: worst, spent })));
    changed?.();
    return reply;
  };
  return { ...powers, judge: capped };
}

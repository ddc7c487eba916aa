/**
 * What scorers ask of others is paid under the caps of the run too: before a judge or an embedding model is asked its worst case is set
 * aside in every scope it counts in, as for any call; where a cap leaves no room nothing is asked, and the answer stays unscorable with
 * the reason.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from '../base/clock.ts';
import type { Budget } from '../contract/budget.ts';
import {
  judgeMaxOutputTokens,
  type AskJudge,
  type JudgeQuestion,
  type JudgeReply,
} from '../contract/judge.ts';
import type { Ledger, Permission } from '../contract/ledger.ts';
import type { EmbedTexts, ScorerServices } from '../contract/score.ts';
import type { Price, Target } from '../contract/suite.ts';
import type { PriceBook } from '../measure/price-book.ts';
import { targetOfEmbedding, targetOfJudge } from '../plan/judge-targets.ts';
import { isCapped, mayBeUnpriced, scopesOf, type CappedScope } from '../spend/budget-scopes.ts';

export interface ScorerCaps {
  runId: string;
  prices: Pick<PriceBook, 'priceOf' | 'inputPriceOf'>;
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

/** What was asked and what it cost, 10⁻⁹ US dollars; `null`: unknown. */
interface Asked<Reply> {
  reply: Reply;
  nanousd: number | null;
}

/** Why it may not be asked; `null`: it was asked. */
type Refusal = string | null;

class CostTracker {
  readonly #caps: ScorerCaps;

  constructor(caps: ScorerCaps) {
    this.#caps = caps;
  }

  /** `worst`: 10⁻⁹ US dollars; `null`: its price is unknown, so that no cap could hold it. */
  async pay<Reply>(
    target: Target,
    worst: number | null,
    ask: () => Promise<Asked<Reply>>,
  ): Promise<{ reply: Reply; refusal: null } | { refusal: string }> {
    const { runId, budgets, ledger, keyOf, changed } = this.#caps;
    const scopes = scopesOf({ runId, target, key: keyOf?.(target) ?? null }, wallClockMs(), budgets);
    const refusal = worst === null ? this.#unpriced(scopes) : await this.#reserve(scopes, worst);
    if (refusal !== null) return { refusal };
    let spent = worst ?? 0;
    try {
      const { reply, nanousd } = await ask();
      // a reply that does not tell what it took counts as the worst case
      spent = nanousd ?? spent;
      return { reply, refusal: null };
    } finally {
      if (worst !== null) {
        ledger.settle(scopes.map(({ scope }) => ({ scope, held: worst, spent })));
        changed?.();
      }
    }
  }

  #unpriced(scopes: readonly CappedScope[]): Refusal {
    if (mayBeUnpriced(this.#caps.budgets) || !isCapped(scopes)) return null;
    return `not called: its price is unknown, so it cannot be counted under ${settingsOf(scopes)}`;
  }

  async #reserve(scopes: readonly CappedScope[], nanousd: number): Promise<Refusal> {
    const until = nowMs() + patienceMs;
    for (;;) {
      const verdict: Permission = await this.#caps.ledger.reserve(
        scopes.map(({ scope, cap }) => ({ scope, cap, nanousd })),
      );
      if (verdict === 'go') return null;
      if (verdict === 'stop' || nowMs() > until)
        return `not called: no money left under ${settingsOf(scopes)}`;
      await sleep(askAgainMs);
    }
  }
}

const settingsOf = (scopes: readonly CappedScope[]) =>
  scopes
    .filter(({ cap }) => cap !== null)
    .map(({ setting }) => setting)
    .join(', ');

const refused = (failure: string): JudgeReply => ({
  text: null,
  failure,
  input_tokens: null,
  output_tokens: null,
  cost_nanousd: 0,
});

export function capScorers(services: ScorerServices, caps: ScorerCaps): ScorerServices {
  const { judge, embed } = services;
  const costTracker = new CostTracker(caps);
  const cappedJudge =
    (ask: AskJudge): AskJudge =>
    async (model, question) => {
      const target = targetOfJudge({ model: model.model, baseUrl: model.baseUrl });
      const price = caps.prices.priceOf(target)?.price;
      const paid = await costTracker.pay(target, price ? worstCase(question, price) : null, async () => {
        const reply = await ask(model, question);
        return { reply, nanousd: reply.cost_nanousd };
      });
      return paid.refusal === null ? paid.reply : refused(paid.refusal);
    };
  const cappedEmbed =
    (ask: EmbedTexts): EmbedTexts =>
    async (model, texts) => {
      const target = targetOfEmbedding(model);
      const perMillion = caps.prices.inputPriceOf(target);
      const characters = texts.reduce((sum, text) => sum + text.length, 0);
      const worst =
        perMillion === null ? null : Math.ceil((characters / charactersPerToken) * perMillion * 1000);
      const paid = await costTracker.pay(target, worst, async () => {
        const reply = await ask(model, texts);
        const { tokens } = reply;
        return { reply, nanousd: tokens === null || perMillion === null ? null : tokens * perMillion * 1000 };
      });
      return paid.refusal === null ? paid.reply : { vectors: null, tokens: 0, failure: paid.refusal };
    };
  return {
    ...services,
    ...(judge && { judge: cappedJudge(judge) }),
    ...(embed && { embed: cappedEmbed(embed) }),
  };
}

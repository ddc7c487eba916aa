/** Whom a cap would be for, and could not hold, as nobody knows what their calls cost. */
import type { Budget } from '../../contract/budget.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { wallClockMs } from '../../base/clock.ts';
import type { PriceBook } from '../../measure/price-book.ts';
import type { UnpricedModels } from '../../report/unpriced-note.ts';
import { embeddingTargets, judgeTargets } from '../../plan/judge-targets.ts';
import { isCapped, mayBeUnpriced, scopesOf } from '../../spend/budget-scopes.ts';

export interface Spenders {
  suite: Suite;
  /** All of them apply. */
  budgets: Budget[];
  prices: Pick<PriceBook, 'priceOf' | 'inputPriceOf'>;
  keyOf: (target: Target) => string | null;
}

const pricesFile = ({ provider, model }: Target, price: string) =>
  `price it with --prices FILE, where FILE holds {${JSON.stringify(`${provider}/${model}`)}: ${price}}`;

function remedyOf(target: Target): string {
  if (target.usdPerHour !== undefined)
    return 'it is paid by the hour, which no cap on calls can hold: take the cap away from it';
  return 'give the target `price: {input: …, output: …}` in US dollars per million tokens (0 for what is free)';
}

/** Throws nothing, sends nothing. */
export function findUnpriced({ suite, budgets, prices, keyOf }: Spenders): UnpricedModels {
  const asked: { target: Target; isPriced: boolean; remedy: string }[] = [
    ...suite.targets.map((target) => ({
      target,
      isPriced: prices.priceOf(target) !== null,
      remedy: remedyOf(target),
    })),
    ...judgeTargets(suite).map((target) => ({
      target,
      isPriced: prices.priceOf(target) !== null,
      remedy: pricesFile(target, '{input: …, output: …}'),
    })),
    ...embeddingTargets(suite).map((target) => ({
      target,
      isPriced: prices.inputPriceOf(target) !== null,
      remedy: pricesFile(target, '{input: …, output: 0}'),
    })),
  ];
  const now = wallClockMs();
  const models = asked.flatMap(({ target, isPriced, remedy }) => {
    if (isPriced) return [];
    const scopes = scopesOf({ runId: '', target, key: keyOf(target) }, now, budgets);
    if (!isCapped(scopes)) return [];
    const settings = scopes.filter(({ cap }) => cap !== null).map(({ setting }) => setting);
    return [{ label: target.label, settings, remedy }];
  });
  return { models, isAllowed: mayBeUnpriced(budgets) };
}

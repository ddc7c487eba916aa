/** Models under a cap whose calls cannot be counted: `app/run/find-unpriced.ts` looks for them. */
export interface UnpricedModels {
  models: {
    label: string;
    /** The caps that are in force for it, e.g. `budget.usd`. */
    settings: string[];
    /** What to do about it. */
    remedy: string;
  }[];
  /** The user has said that they may go uncounted. */
  isAllowed: boolean;
}

/** One sentence for people. */
export function unpricedNote({ models, isAllowed }: UnpricedModels): string {
  const labels = models.map(({ label }) => label).join(', ');
  const settings = [...new Set(models.flatMap((model) => model.settings))].join(', ');
  if (isAllowed)
    return `no cap holds ${labels}: no price is known, and allowUnpriced lets them be asked uncounted (${settings})`;
  const remedies = [...new Set(models.map(({ remedy }) => remedy))].join('; or ');
  return `the run will be refused: no price is known for ${labels}, so ${settings} could not stop it; ${remedies}, or --allow-unpriced`;
}

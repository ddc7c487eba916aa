export interface WinRate {
  /** Share of battles won, draws as half; 0 to 1. */
  rate: number;
  /** Standard error (n − 1); `null` for one battle. */
  se: number | null;
  n: number;
}

/** Outcomes 1, ½ and 0 of one player; `null` without one. As AlpacaEval's raw win rate, which gives per cent. */
export function winRate(outcomes: readonly number[]): WinRate | null {
  const n = outcomes.length;
  if (n === 0) return null;
  const rate = outcomes.reduce((sum, outcome) => sum + outcome, 0) / n;
  const squares = outcomes.reduce((sum, outcome) => sum + (outcome - rate) ** 2, 0);
  return { rate, se: n < 2 ? null : Math.sqrt(squares / (n - 1) / n), n };
}

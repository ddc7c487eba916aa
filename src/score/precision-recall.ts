export interface PrecisionRecall {
  precision: number;
  recall: number;
  f1: number;
}

/** Two empty sides agree wholly; one empty side not at all. */
export function precisionRecall(common: number, given: number, wanted: number): PrecisionRecall {
  if (given === 0 && wanted === 0) return { precision: 1, recall: 1, f1: 1 };
  if (common === 0) return { precision: 0, recall: 0, f1: 0 };
  return { precision: common / given, recall: common / wanted, f1: (2 * common) / (given + wanted) };
}

export const measures = ['f1', 'precision', 'recall'] as const;

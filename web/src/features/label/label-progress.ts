/** How far a person is with the answers to label. */
export interface LabelProgress {
  /** What was said of each; `null`: nothing. */
  said: (number | null)[];
  /** The one that is shown; as many as there are: none is left. */
  at: number;
  /** Those gone through during this visit, latest last. */
  trail: number[];
}

const nextUnsaid = (said: (number | null)[], from: number) => {
  const found = said.findIndex((value, index) => index >= from && value === null);
  return found < 0 ? said.length : found;
};

/** Goes on at the first of which nothing was said; also to come back to those skipped. */
export function begin(said: (number | null)[], trail: number[] = []): LabelProgress {
  return { said, at: nextUnsaid(said, 0), trail };
}

/** `value` null: skipped, nothing is said. */
export function goOn({ said, at, trail }: LabelProgress, value: number | null): LabelProgress {
  const now = said.with(at, value);
  return { said: now, at: nextUnsaid(now, at + 1), trail: [...trail, at] };
}

/** Back to the one before, of which nothing is said then; unchanged when there is none. */
export function goBack(progress: LabelProgress): LabelProgress {
  const at = progress.trail.at(-1);
  if (at === undefined) return progress;
  return { said: progress.said.with(at, null), at, trail: progress.trail.slice(0, -1) };
}

export const countSaid = ({ said }: LabelProgress) => said.filter((value) => value !== null).length;

/** How far long work is. What is not known is `null`. */
export interface Progress {
  /** What is being done: `scoring`. */
  stage: string;
  /** Things done in this stage. */
  done: number;
  /** Of how many. */
  total: number | null;
  /** One of these things, in the singular: `answer`. */
  unit: string;
  /** Of this stage, 0 to 1: also where only the size of what is read is known. */
  fraction: number | null;
  /** Until this stage ends, at the pace of the last seconds. */
  secondsLeft: number | null;
}

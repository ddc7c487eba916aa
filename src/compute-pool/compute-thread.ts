/** What a thread of the pool runs. Errors a user may see keep what they say on their way to the main thread. */
import { AssayError } from '../contract/errors.ts';
import { heavyWork, type HeavyName, type HeavyWork } from './heavy-work.ts';

export interface Task<N extends HeavyName = HeavyName> {
  name: N;
  given: Parameters<HeavyWork[N]>;
}

export type Outcome =
  | { value: unknown }
  | { refused: Pick<AssayError, 'code' | 'message' | 'problems' | 'remedy'> };

/** `null`: the thread is only to be there. */
export default function work(task: Task | null): Outcome {
  if (!task) return { value: null };
  const { name, given } = task;
  try {
    return { value: (heavyWork[name] as (...args: unknown[]) => unknown)(...given) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { code, message, problems, remedy } = error;
    return { refused: { code, message, problems, remedy } };
  }
}

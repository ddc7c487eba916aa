/** Which fault, if any, befalls a request: the same for the same seed, model, prompt and try. */
import { seededRandom } from '../base/random.ts';
import { faults } from './profile.ts';
import type { Fault, Profile } from './profile.ts';

/** `attempt`: how often this model was asked this prompt before, failed calls included. */
export function drawFault(seed: number, profile: Profile, key: string, attempt: number): Fault | null {
  let luck = seededRandom(seed, 'fault', profile.name, key, attempt)();
  for (const fault of faults) {
    luck -= profile.faults[fault] ?? 0;
    if (luck < 0) return fault;
  }
  return null;
}

/** A fault a client asked for by name; `null` for any other word. */
export function namedFault(word: string | undefined): Fault | null {
  return faults.find((fault) => fault === word) ?? null;
}

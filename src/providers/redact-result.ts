import type { Redact } from '../base/redactor.ts';
import type { AttemptFailure, CallResult } from '../contract/attempt.ts';

/** Every text in a value of JSON, names of fields too; the value itself when nothing had to be taken out. */
function redactDeep<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => redactDeep(item as unknown, redact));
    return (items.every((item, i) => item === value[i]) ? value : items) as T;
  }
  const given = value as Record<string, unknown>;
  let isSame = true;
  const items = Object.keys(given).map((name) => {
    const item = [redact(name), redactDeep(given[name], redact)] as const;
    isSame &&= item[0] === name && item[1] === given[name];
    return item;
  });
  return isSame ? value : (Object.fromEntries(items) as T);
}

export function redactFailure(failure: AttemptFailure, redact: Redact): AttemptFailure {
  const { message, body } = failure;
  return { ...failure, message: redact(message), ...(body !== undefined && { body: redact(body) }) };
}

/**
 * The result without the keys that a server may have echoed. Texts are whole here: a key that came in pieces is one again. Only what holds
 * numbers, words of ours or what we sent ourselves is left as it is, so that a field of a reader's own is never forgotten.
 */
export function redactResult(result: CallResult, redact: Redact): CallResult {
  const { outcome, timestamps, frames, tokens, messages, steps, failure, ...said } = result;
  const ours = {
    outcome,
    timestamps,
    frames,
    tokens,
    ...(messages && { messages }),
    ...(steps && { steps }),
  };
  return { ...redactDeep(said, redact), ...ours, failure: failure && redactFailure(failure, redact) };
}

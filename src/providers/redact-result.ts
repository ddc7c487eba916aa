import type { Redact } from '../base/redactor.ts';
import type { AttemptFailure, CallResult } from '../contract/attempt.ts';

/** Every text in a value of JSON, names of fields too; the value itself when nothing had to be taken out. */
function redactDeep<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactDeep(item as unknown, redact)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redact(name), redactDeep(item as unknown, redact)]),
  ) as T;
}

export function redactFailure(failure: AttemptFailure, redact: Redact): AttemptFailure {
  const { message, body } = failure;
  return { ...failure, message: redact(message), ...(body !== undefined && { body: redact(body) }) };
}

const maybe = (text: string | null, redact: Redact): string | null => (text === null ? null : redact(text));

/** The result without the keys that a server may have echoed. Texts are whole here: a key that came in pieces is one again. */
export function redactResult(result: CallResult, redact: Redact): CallResult {
  const { answer, failure, fingerprint, serviceTier, turn } = result;
  return {
    ...result,
    answer: redactDeep(answer, redact),
    failure: failure && redactFailure(failure, redact),
    responseModel: maybe(result.responseModel, redact),
    responseId: maybe(result.responseId, redact),
    rawUsage: redactDeep(result.rawUsage, redact),
    ...(fingerprint !== undefined && { fingerprint: redact(fingerprint) }),
    ...(serviceTier !== undefined && { serviceTier: redact(serviceTier) }),
    ...(turn !== undefined && { turn: redactDeep(turn, redact) }),
  };
}

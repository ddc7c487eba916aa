import { expect, it } from 'vitest';
import { meaningOf } from './finish-meaning.ts';

it.each([
  ['stop', ['stop', 'STOP', 'eos', 'eos_token', 'end_turn', 'stop_sequence', 'completed', 'finished', 'done']],
  ['length', ['length', 'max_tokens', 'MAX_TOKENS', 'max_output_tokens', 'model_length', 'token_limit', 'context_window_exceeded']],
  ['tool-calls', ['tool_calls', 'function_call', 'tool_use', 'TOOL_CALL']],
  ['content-filter', ['content_filter', 'sensitive', 'SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'refusal', 'guardrail_intervened', 'error_toxic']],
  ['error', ['error', 'abort', 'aborted', 'cancelled', 'insufficient_system_resource', 'network_error', 'MALFORMED_FUNCTION_CALL', 'timeout', 'rate_limit']],
  ['other', ['constructor', '__proto__', 'whatever']],
] as const)('%s: %j', (meaning, words) => {
  for (const word of words) expect([word, meaningOf(word)]).toEqual([word, meaning]);
}); // prettier-ignore

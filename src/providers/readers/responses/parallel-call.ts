/** OpenAI's models now and then wrap several calls into one of a tool `parallel` that nobody offered. */
import { fieldsOf, isObject, listOf, textOf } from '../fields.ts';
import type { ItemCall } from './responses-items.ts';

const prefix = 'functions.';

function inputOf(json: string): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(json));
  } catch {
    return {};
  }
}

/** The calls inside of it; `null`: it is no such wrapper. */
export function unwrapped(call: ItemCall, offered: ReadonlySet<string>): ItemCall[] | null {
  if (call.name !== 'parallel' || offered.has(call.name)) return null;
  const uses = listOf(inputOf(call.input)['tool_uses']);
  const calls = uses.map((use, i) => ({
    id: `${call.id}_${i}`,
    name: textOf(use['recipient_name']).slice(prefix.length),
    input: JSON.stringify(use['parameters'] ?? {}),
    isServers: false,
  }));
  const isOfOurs = uses.every(
    (use, i) =>
      textOf(use['recipient_name']).startsWith(prefix) &&
      offered.has(calls[i]?.name ?? '') &&
      isObject(use['parameters']),
  );
  return calls.length > 0 && isOfOurs ? calls : null;
}

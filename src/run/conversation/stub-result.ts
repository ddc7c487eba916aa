import { isDeepStrictEqual } from 'node:util';
import type { ToolCallPart, ToolResultPart } from '../../contract/content.ts';
import { isStubbed } from '../../contract/conversation.ts';
import type { Tool } from '../../contract/suite.ts';

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function parsed(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json === '' ? '{}' : json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const has = (given: Record<string, unknown>, wanted: Record<string, unknown>) =>
  Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(given[name], value));

/**
 * What a stubbed tool says to a call: the first of `results` whose arguments the call has, else `result`. A tool that is
 * not there, arguments that are no JSON object, and arguments without a result give an error that the model can read.
 */
export function stubResult(tools: readonly Tool[], call: ToolCallPart): ToolResultPart {
  const answer = (result: string, isError: boolean): ToolResultPart => ({
    type: 'tool-result',
    id: call.id,
    name: call.name,
    result,
    isError,
  });
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool || !isStubbed(tool)) {
    const names = tools.filter(isStubbed).map(({ name }) => name);
    return answer(`Error: there is no tool "${call.name}" here. Tools: ${names.join(', ')}.`, true);
  }
  const given = parsed(call.arguments);
  if (!given) return answer(`Error: the arguments of ${call.name} are not a JSON object.`, true);
  const matching = tool.results?.find((entry) => has(given, entry.arguments));
  if (matching) return answer(asText(matching.result), false);
  if (tool.result !== undefined) return answer(asText(tool.result), false);
  return answer(`Error: ${call.name} has no result for ${JSON.stringify(given)}.`, true);
}

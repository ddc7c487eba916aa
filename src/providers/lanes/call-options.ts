import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { Parameters } from '../../contract/suite.ts';
import type { DataOf } from './attachment-bytes.ts';
import { promptOf } from './prompt.ts';
import type { LaneCall } from './protocol.ts';

/** What a schema is called where its user does not name it. */
const schemaName = 'answer';

function responseFormatOf(
  format: Parameters['responseFormat'],
): Pick<LanguageModelV4CallOptions, 'responseFormat'> {
  if (format === undefined) return {};
  if (typeof format === 'string') return { responseFormat: { type: format } };
  return { responseFormat: { type: 'json', schema: format.schema, name: format.name ?? schemaName } };
}

/** A call as the AI SDK wants it. */
export function optionsOf(call: LaneCall, dataOf: DataOf): LanguageModelV4CallOptions {
  const { responseFormat, toolChoice, providerOptions, thinkTags: _, ...direct } = call.parameters;
  // the cast: unset parameters are absent here, which the SDK's optional members do not say
  return {
    ...direct,
    prompt: promptOf(call.messages, dataOf),
    includeRawChunks: true,
    ...responseFormatOf(responseFormat),
    ...(providerOptions === undefined ? {} : { providerOptions }),
    ...(call.tools.length === 0
      ? {}
      : {
          tools: call.tools.map((tool) => ({
            type: 'function' as const,
            name: tool.name,
            inputSchema: tool.parameters,
            ...(tool.description === undefined ? {} : { description: tool.description }),
          })),
          toolChoice: { type: toolChoice ?? 'auto' },
        }),
  } as LanguageModelV4CallOptions;
}

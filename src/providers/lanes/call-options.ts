import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { LaneCall } from './protocol.ts';

function promptOf(call: LaneCall): LanguageModelV4Prompt {
  return call.messages.map((message) =>
    message.role === 'system'
      ? { role: 'system', content: message.content }
      : { role: message.role, content: [{ type: 'text', text: message.content }] },
  );
}

/** A call as the AI SDK wants it. */
export function optionsOf(call: LaneCall): LanguageModelV4CallOptions {
  const { responseFormat, toolChoice, providerOptions, ...direct } = call.parameters;
  // the cast: unset parameters are absent here, which the SDK's optional members do not say
  return {
    ...direct,
    prompt: promptOf(call),
    includeRawChunks: true,
    ...(responseFormat === undefined ? {} : { responseFormat: { type: responseFormat } }),
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

/** Messages as the AI SDK wants them. */
import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ReasoningPart,
  LanguageModelV4TextPart,
  LanguageModelV4ToolCallPart,
  LanguageModelV4ToolResultPart,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';
import type { Attachment, ContentPart, Message } from '../../contract/content.ts';
import { partsOf, textOf } from '../../contract/content-parts.ts';
import type { DataOf } from './attachment-bytes.ts';

type Options = { providerOptions?: SharedV4ProviderOptions };

const optionsOfPart = (part: { providerOptions?: unknown }): Options =>
  part.providerOptions === undefined
    ? {}
    : { providerOptions: part.providerOptions as SharedV4ProviderOptions };

function fileOf(part: Attachment, dataOf: DataOf): LanguageModelV4FilePart {
  const data = dataOf(part);
  return {
    type: 'file',
    filename: part.name,
    mediaType: part.mediaType,
    data: 'url' in data ? { type: 'url', url: new URL(data.url) } : { type: 'data', data: data.base64 },
  };
}

/** Broken arguments go back as the text they are. */
function inputOf(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return json;
  }
}

type Part =
  | LanguageModelV4TextPart
  | LanguageModelV4FilePart
  | LanguageModelV4ReasoningPart
  | LanguageModelV4ToolCallPart
  | LanguageModelV4ToolResultPart;

function partOf(part: ContentPart, dataOf: DataOf): Part {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { type: part.type, text: part.text, ...optionsOfPart(part) };
    case 'tool-call':
      return {
        type: 'tool-call',
        toolCallId: part.id,
        toolName: part.name,
        input: inputOf(part.arguments),
        ...(part.providerExecuted && { providerExecuted: true }),
        ...optionsOfPart(part),
      };
    case 'tool-result':
      return {
        type: 'tool-result',
        toolCallId: part.id,
        toolName: part.name,
        output: { type: part.isError ? 'error-text' : 'text', value: part.result },
      };
    default:
      return fileOf(part, dataOf);
  }
}

export function promptOf(messages: Message[], dataOf: DataOf): LanguageModelV4Prompt {
  return messages.map(({ role, content }) =>
    role === 'system'
      ? { role, content: textOf(content) }
      : ({ role, content: partsOf(content).map((part) => partOf(part, dataOf)) } as LanguageModelV4Message),
  );
}

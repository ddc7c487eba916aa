/** Turns the frames of a Chat Completions stream into AI SDK stream parts, so that one builder serves both ways. */
import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

interface ToolDelta {
  index?: number;
  id?: string;
  function?: { name?: string; arguments?: string };
}

interface Content {
  content?: string | null;
  reasoning_content?: string | null;
  reasoning?: string | null;
  tool_calls?: ToolDelta[] | null;
}

interface WireUsage {
  prompt_tokens?: number;
  completion_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number } | null;
  completion_tokens_details?: { reasoning_tokens?: number } | null;
}

/** A chunk of a stream, or a whole completion from a server that does not stream. */
export interface ChatFrame {
  id?: string;
  model?: string;
  error?: unknown;
  choices?: { delta?: Content; message?: Content; finish_reason?: string | null }[];
  usage?: WireUsage | null;
}

const finishReasons: Record<string, LanguageModelV4FinishReason['unified']> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
};

function usageOf(usage: WireUsage | null): LanguageModelV4Usage {
  const { prompt_tokens: input, completion_tokens: output } = usage ?? {};
  const cacheRead = usage?.prompt_tokens_details?.cached_tokens;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens;
  return {
    inputTokens: {
      total: input,
      noCache: input === undefined ? undefined : input - (cacheRead ?? 0),
      cacheRead,
      cacheWrite: undefined,
    },
    outputTokens: {
      total: output,
      text: output === undefined ? undefined : output - (reasoning ?? 0),
      reasoning,
    },
    ...(usage ? { raw: usage as NonNullable<LanguageModelV4Usage['raw']> } : {}),
  };
}

/** Holds what spans frames: tool calls under way, the finish reason, the usage. */
export class ChatParts {
  readonly #tools = new Map<number, { id: string; name: string; arguments: string }>();
  #finishReason: string | null = null;
  #usage: WireUsage | null = null;
  #hasMetadata = false;

  /** Parts of one frame, as they come. */
  *read(frame: ChatFrame): Generator<LanguageModelV4StreamPart> {
    if (frame.error !== undefined) yield { type: 'error', error: frame.error };
    if (!this.#hasMetadata && (frame.id !== undefined || frame.model !== undefined)) {
      this.#hasMetadata = true;
      yield { type: 'response-metadata', id: frame.id, modelId: frame.model } as LanguageModelV4StreamPart;
    }
    if (frame.usage) this.#usage = frame.usage;
    const choice = frame.choices?.[0];
    if (!choice) return;
    const content = choice.delta ?? choice.message;
    if (content) yield* this.#content(content);
    if (choice.finish_reason != null) this.#finishReason = choice.finish_reason;
  }

  *#content({
    content,
    reasoning_content,
    reasoning,
    tool_calls,
  }: Content): Generator<LanguageModelV4StreamPart> {
    const thought = reasoning_content ?? reasoning;
    if (thought) yield { type: 'reasoning-delta', id: '0', delta: thought };
    if (content) yield { type: 'text-delta', id: '0', delta: content };
    for (const delta of tool_calls ?? []) yield* this.#tool(delta);
  }

  *#tool(delta: ToolDelta): Generator<LanguageModelV4StreamPart> {
    const index = delta.index ?? this.#tools.size;
    let tool = this.#tools.get(index);
    if (!tool) {
      tool = { id: delta.id ?? `call-${index}`, name: '', arguments: '' };
      this.#tools.set(index, tool);
    }
    tool.name += delta.function?.name ?? '';
    const more = delta.function?.arguments ?? '';
    tool.arguments += more;
    if (more !== '') yield { type: 'tool-input-delta', id: tool.id, delta: more };
  }

  /** What is known only at the end; without a finish reason there is no `finish` part: the stream was cut. */
  *end(): Generator<LanguageModelV4StreamPart> {
    for (const { id, name, arguments: input } of this.#tools.values())
      yield { type: 'tool-call', toolCallId: id, toolName: name, input };
    if (this.#finishReason === null) return;
    yield {
      type: 'finish',
      usage: usageOf(this.#usage),
      finishReason: { unified: finishReasons[this.#finishReason] ?? 'other', raw: this.#finishReason },
    };
  }
}

/** Chat Completions. */
import { ownValue } from '../../../base/own-value.ts';
import type { LanguageModelV4FinishReason, LanguageModelV4Usage } from '@ai-sdk/provider';
import { tokensOf } from '../../lanes/answer-builder.ts';
import type { AnswerFacts, AnswerPart } from '../answer-part.ts';
import type { AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';

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
interface ChatFrame {
  id?: string;
  model?: string;
  system_fingerprint?: string;
  service_tier?: string;
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

function usageOf(usage: WireUsage): LanguageModelV4Usage {
  const { prompt_tokens: input, completion_tokens: output } = usage;
  const cacheRead = usage.prompt_tokens_details?.cached_tokens;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens;
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
    raw: usage as NonNullable<LanguageModelV4Usage['raw']>,
  };
}

/** Holds what spans frames: tool calls under way, the finish reason. */
class ChatReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #tools = new Map<number, { id: string; name: string; arguments: string }>();
  #finishReason: string | null = null;

  constructor(add: (part: AnswerPart) => void) {
    this.#add = add;
  }

  frame(json: JsonObject): boolean {
    const frame = json as ChatFrame;
    if (frame.error !== undefined) this.#add({ type: 'error', error: frame.error });
    this.#add({ type: 'facts', facts: factsOf(frame) });
    if (frame.usage) this.#add({ type: 'usage', tokens: tokensOf(usageOf(frame.usage)), raw: frame.usage });
    const choice = frame.choices?.[0];
    if (!choice) return false;
    const content = choice.delta ?? choice.message;
    const isPlain = content !== undefined && this.#content(content);
    if (choice.finish_reason != null) this.#finishReason = choice.finish_reason;
    return isPlain && !frame.usage && frame.error === undefined && choice.finish_reason == null;
  }

  whole(body: unknown): void {
    this.frame(body as JsonObject);
  }

  /** Whether it is text alone. */
  #content({ content, reasoning_content, reasoning, tool_calls }: Content): boolean {
    const thought = reasoning_content || reasoning;
    if (thought) this.#add({ type: 'reasoning-delta', id: '0', delta: thought });
    if (content) this.#add({ type: 'text-delta', id: '0', delta: content });
    for (const delta of tool_calls ?? []) this.#tool(delta);
    return !tool_calls?.length && !thought !== !content;
  }

  #tool(delta: ToolDelta): void {
    const index = delta.index ?? this.#tools.size;
    let tool = this.#tools.get(index);
    if (!tool) {
      tool = { id: delta.id ?? `call-${index}`, name: '', arguments: '' };
      this.#tools.set(index, tool);
    }
    tool.name += delta.function?.name ?? '';
    const more = delta.function?.arguments ?? '';
    tool.arguments += more;
    if (more !== '') this.#add({ type: 'tool-input-delta', id: tool.id, delta: more });
  }

  end(): void {
    for (const { id, name, arguments: input } of this.#tools.values())
      this.#add({ type: 'tool-call', toolCallId: id, toolName: name, input });
    const raw = this.#finishReason;
    if (raw !== null)
      this.#add({ type: 'ended', finishReason: { unified: ownValue(finishReasons, raw) ?? 'other', raw } });
  }
}

const factsOf = ({ id, model, system_fingerprint, service_tier }: ChatFrame): AnswerFacts => ({
  ...(id && { responseId: id }),
  ...(model && { responseModel: model }),
  ...(system_fingerprint && { fingerprint: system_fingerprint }),
  ...(service_tier && { serviceTier: service_tier }),
});

export const openChatReader: OpenReader = (add) => new ChatReader(add);

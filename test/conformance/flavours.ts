/** Where a provider's own documentation departs from the wire it shares with others; `null`: its API has no such thing. */
import { openaiResponses } from './wires/openai-responses.ts';
import { chunk, openaiChat, role, texts, usageOf } from './wires/openai-chat.ts';
import { sse, thought, wholeText, type Reply, type Scenario } from './wire-script.ts';

type Flavour = Partial<Record<Scenario, Reply | null>>;

const done = sse('[DONE]');
const counted = {
  prompt_tokens: 20,
  completion_tokens: 15,
  total_tokens: 35,
  completion_tokens_details: { reasoning_tokens: 10 },
};
const countedTokens = { output: 5, reasoning: 10, outputTotal: 15 };

/** OpenAI counts its reasoning in Chat Completions, and shows none of it. */
const hiddenReasoning: Reply = {
  frames: [role, ...texts, chunk({}, 'stop'), usageOf(counted), done],
  seen: { outcome: 'ok', text: wholeText, reasoning: '', tokens: countedTokens, kinds: 'ttt' },
};

/** Groq's usage comes in a member of its own, with the finish reason: https://console.groq.com/docs/api-reference */
const groqEnd = (usage: object) => {
  const frame = JSON.parse(chunk({}, 'stop').slice('data: '.length)) as object;
  return [sse({ ...frame, x_groq: { id: 'req_1', usage } }), done];
};
const plain = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };

/** xAI's reasoning items carry a status from the start. */
const xaiReasoning: Reply = {
  ...openaiResponses.replies.reasoning,
  frames: openaiResponses.replies.reasoning.frames.map((frame) =>
    (frame as string).replaceAll('"type":"reasoning"', '"type":"reasoning","status":"in_progress"'),
  ),
};

export const flavours: Record<string, Flavour> = {
  openai: { reasoning: hiddenReasoning },
  azure: { reasoning: hiddenReasoning },
  groq: {
    text: { ...openaiChat.replies.text, frames: [role, ...texts, ...groqEnd(plain)] },
    reasoning: {
      frames: [role, chunk({ reasoning: thought }), ...texts, ...groqEnd(counted)],
      seen: { ...openaiChat.replies.reasoning.seen },
    },
    cached: {
      frames: [
        role,
        ...texts,
        ...groqEnd({ ...plain, prompt_tokens: 100, prompt_tokens_details: { cached_tokens: 64 } }),
      ],
      seen: openaiChat.replies.cached.seen,
    },
  },
  deepseek: {
    // https://api-docs.deepseek.com/guides/kv_cache
    cached: {
      frames: [
        role,
        ...texts,
        chunk({}, 'stop'),
        usageOf({
          prompt_tokens: 100,
          completion_tokens: 5,
          total_tokens: 105,
          prompt_cache_hit_tokens: 64,
          prompt_cache_miss_tokens: 36,
        }),
        done,
      ],
      seen: openaiChat.replies.cached.seen,
    },
  },
  // Sonar: no tools, no content filter, no cache; its reasoning stands in the text
  perplexity: { reasoning: null, tools: null, cached: null, refusal: null },
  xai: { reasoning: xaiReasoning },
};

/** What readers tell of an answer: parts in the AI SDK's words, and what those have no words for. */
import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  SharedV4ProviderMetadata,
} from '@ai-sdk/provider';
import type { Tokens } from '../../contract/attempt.ts';

/** Said once or in every frame: the first value that is not empty stands. */
export interface AnswerFacts {
  responseModel?: string;
  responseId?: string;
  /** The provider's mark of the system that answered. */
  fingerprint?: string;
  /** The tier of service that answered. */
  serviceTier?: string;
  /** Who served it behind a gateway. */
  servedBy?: string;
  /** The reasoning effort that was applied. */
  reasoningEffort?: string;
  /** What the provider itself says that it costs. */
  costNanousd?: number;
}

/**
 * Of the SDK's parts readers use `text-delta`, `reasoning-delta` (with `-start` and `-end` where metadata must go back in the next turn),
 * `tool-input-delta`, `tool-call` (`providerExecuted`: it ran at the provider, and is none for the client) and `error`.
 */
export type AnswerPart =
  | LanguageModelV4StreamPart
  | { type: 'facts'; facts: AnswerFacts }
  /** The provider's count, in disjoint buckets; `raw`: as it wrote it. The latest stands. */
  | { type: 'usage'; tokens: Tokens | null; raw: unknown }
  /** Why the answer ended, and what the provider says to it. Without one, the stream was cut. */
  | { type: 'ended'; finishReason: LanguageModelV4FinishReason; message?: string }
  /** A picture, sound or document that the model made; it is not kept. */
  | { type: 'made-file'; mediaType: string }
  /** How many more sources the answer names. */
  | { type: 'citations'; count: number }
  /** How often more the provider's own tools ran, by name: some are billed apart. */
  | { type: 'server-tools'; calls: Record<string, number> }
  /** Goes back in the next turn, and is no part of the answer. */
  | { type: 'turn-text'; text: string; providerMetadata: SharedV4ProviderMetadata };

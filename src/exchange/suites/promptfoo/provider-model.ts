/** Their names of models: `openai:chat:gpt-5` is `openai/gpt-5` here. Only what answers a conversation is taken. */
import { ownValue } from '../../../base/own-value.ts';

interface Host {
  /** Ours. */
  provider: string;
  /** Words between host and model that mean a conversation, and the provider they lead to. */
  kinds?: Record<string, string>;
  /** A model may follow at once. */
  isDirect: boolean;
  /** Models that answer no conversation. */
  others?: RegExp;
  /** What is different. */
  but?: string;
}

const host = (provider: string, more: Partial<Host> = {}): Host => ({ provider, isDirect: true, ...more });

const openaiOthers =
  /^(?:text-|davinci|babbage|curie|ada$|dall-e|gpt-image|tts|whisper|sora|omni-moderation)|instruct|embedding|realtime|transcribe|-tts|agent|^codex-sdk|^chatkit/;

const hosts: Record<string, Host> = {
  openai: host('openai', { kinds: { chat: 'openai', responses: 'openai-responses' }, others: openaiOthers }),
  anthropic: host('anthropic', {
    kinds: { messages: 'anthropic' },
    others: /^claude-(?:1|2|instant|agent|code)|^(?!claude)/,
  }),
  google: host('google', { others: /^(?:imagen|veo)|embedding|-live|-tts|image/ }),
  vertex: host('vertex', { others: /^(?!gemini)|embedding|-live|-tts|image/ }),
  bedrock: host('bedrock', {
    kinds: { converse: 'bedrock' },
    others: /sonic|nova-reel|nova-canvas|embed|stability|luma|titan-image|^kb|^agents?$|^openai$/,
  }),
  azure: { provider: 'azure', kinds: { chat: 'azure' }, isDirect: false },
  azureopenai: { provider: 'azure', kinds: { chat: 'azure' }, isDirect: false },
  mistral: host('mistral', { others: /embed|^embedding$/ }),
  cohere: host('cohere', { others: /embed|rerank/ }),
  groq: host('groq', { others: /whisper|tts/ }),
  xai: host('xai', { others: /image|^(?:voice|video)$/ }),
  deepseek: host('deepseek'),
  perplexity: host('perplexity'),
  togetherai: host('together', { kinds: { chat: 'together' } }),
  fireworks: host('fireworks'),
  cerebras: host('cerebras'),
  openrouter: host('openrouter'),
  ollama: host('ollama', {
    kinds: { chat: 'ollama' },
    others: /embed/,
    but: 'without `chat` it is a text completion there; here it is a chat',
  }),
};

/** Words between host and model that mean something else than a conversation. */
const otherKinds = new Set(
  `completion completions embedding embeddings image images assistant assistants agent agents moderation realtime live video
   audio speech tts transcription voice kb knowledge-base foundry-agent text-generation text-classification responses chatkit codex-sdk
   claude-agent-sdk claude-code codex nova-sonic arn sora messages chat converse`.split(/\s+/),
);

export type ReadModel = { model: string; but?: string } | { why: string };

/** `openai:chat:gpt-5` as `openai/gpt-5`. */
export function modelOf(id: string): ReadModel {
  const [name = '', kind = '', ...rest] = id.split(':');
  const known = ownValue(hosts, name);
  if (!known) return { why: 'it is not supported' };
  if (kind === '') return { why: 'it names no model' };
  const further = rest.join(':');
  const provider = known.kinds && ownValue(known.kinds, kind);
  if (provider !== undefined) {
    if (further === '') return { why: 'it names no model' };
    return known.others?.test(further)
      ? { why: 'it is not a chat model' }
      : { model: `${provider}/${further}` };
  }
  if (otherKinds.has(kind)) return { why: `\`${kind}\` is not a supported chat API` };
  if (!known.isDirect) return { why: 'it names no kind, such as `chat`' };
  const model = [kind, ...rest].join(':');
  if (known.others?.test(model)) return { why: 'it is not a chat model' };
  return { model: `${known.provider}/${model}`, ...(known.but && { but: known.but }) };
}

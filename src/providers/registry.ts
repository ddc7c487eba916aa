import { nearSpelling } from '../base/near-spelling.ts';
import { AssayError } from '../contract/errors.ts';
import { anthropic } from './vendors/anthropic.ts';
import { azure } from './vendors/azure.ts';
import { bedrock } from './vendors/bedrock.ts';
import { cerebras } from './vendors/cerebras.ts';
import { cohere } from './vendors/cohere.ts';
import { compatible } from './vendors/compatible.ts';
import { deepseek } from './vendors/deepseek.ts';
import { fireworks } from './vendors/fireworks.ts';
import { google } from './vendors/google.ts';
import { groq } from './vendors/groq.ts';
import { huggingface } from './vendors/huggingface.ts';
import { lmStudio } from './vendors/lm-studio.ts';
import { mistral } from './vendors/mistral.ts';
import { ollama } from './vendors/ollama.ts';
import { openaiResponses } from './vendors/openai-responses.ts';
import { openai } from './vendors/openai.ts';
import { openrouter } from './vendors/openrouter.ts';
import { perplexity } from './vendors/perplexity.ts';
import { pluginPrefix, pluginVendor } from './vendors/plugin.ts';
import { together } from './vendors/together.ts';
import { vertex } from './vendors/vertex.ts';
import { vllm } from './vendors/vllm.ts';
import { xai } from './vendors/xai.ts';
import type { Vendor } from './vendors/vendor.ts';

/** Every provider, written out. */
export const vendors: readonly Vendor[] = [
  openai,
  openaiResponses,
  anthropic,
  google,
  vertex,
  azure,
  bedrock,
  mistral,
  cohere,
  groq,
  xai,
  deepseek,
  perplexity,
  together,
  fireworks,
  cerebras,
  huggingface,
  openrouter,
  ollama,
  vllm,
  lmStudio,
  compatible,
];

/** The simulator's provider id: an ordinary provider whose models speak one of the wires above. */
export const simulatorId = 'sim';

/** Throws `provider-unknown` with the nearest spelling. A plug-in is always known by name; whether it can be loaded is seen later. */
export function vendorOf(id: string): Vendor {
  if (id.startsWith(pluginPrefix)) return pluginVendor(id);
  const vendor = vendors.find((candidate) => candidate.id === id);
  if (vendor) return vendor;
  const ids = [...vendors.map((candidate) => candidate.id), simulatorId];
  const nearest = nearSpelling(id, ids);
  const near = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  throw new AssayError('provider-unknown', `unknown provider "${id}"`, {
    remedy: `Known providers: ${ids.join(', ')}.${near} For any other OpenAI-compatible endpoint use compatible/<model> with baseUrl.`,
  });
}

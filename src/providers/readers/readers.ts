import type { Endpoint } from '../endpoint.ts';
import type { Vendor, Wire } from '../vendors/vendor.ts';
import type { OpenReader } from './answer-reader.ts';
import { openMessagesReader } from './anthropic/messages-reader.ts';
import { openConverseReader } from './bedrock/converse-reader.ts';
import { openChatReader } from './chat/chat-reader.ts';
import { openCohereReader } from './cohere/cohere-reader.ts';
import { openResponsesReader } from './responses/responses-reader.ts';
import { openGeminiReader } from './gemini/gemini-reader.ts';

/** Wires that are read here; the others are read by the providers' packages. */
const readers: Partial<Record<Wire, OpenReader>> = {
  'openai-chat': openChatReader,
  'anthropic-messages': openMessagesReader,
  gemini: openGeminiReader,
  'bedrock-converse': openConverseReader,
  'cohere-chat': openCohereReader,
  'openai-responses': openResponsesReader,
  'mistral-chat': openChatReader,
};

/** `null`: the vendor's package reads its answers. */
export function readerOf(vendor: Vendor, endpoint: Pick<Endpoint, 'packageReads'>): OpenReader | null {
  if (vendor.native) return readers[vendor.wire] ?? null;
  return endpoint.packageReads ? null : (readers[vendor.wire] ?? null);
}

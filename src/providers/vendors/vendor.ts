import type { LanguageModelV4 } from '@ai-sdk/provider';

export interface VendorSettings {
  apiKey: string | undefined;
  baseUrl: string | undefined;
  headers: Record<string, string>;
  fetch: typeof globalThis.fetch;
  /** Values of the vendor's `settingsEnv` that are set. */
  settings: Record<string, string>;
}

/** What goes over the wire. */
export type Wire =
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic-messages'
  | 'gemini'
  | 'bedrock-converse'
  | 'mistral-chat'
  | 'cohere-chat'
  | 'of the plug-in';

/** One maker of models, or one kind of endpoint: a file each, listed in `registry.ts`. */
export type Vendor = VendorFacts & (PackagedVendor | NativeVendor);

/** Requests are built by an AI SDK provider package; answers are read by it or by our own reader of the wire. */
export interface PackagedVendor {
  native?: never;
  /** npm package of the AI SDK provider. */
  package: string;
  /** Loads the package; called in a lane thread, once per endpoint. */
  load(settings: VendorSettings): Promise<(model: string) => LanguageModelV4>;
}

/** Requests are built by our own lean code: see `native/`. */
interface NativeVendor {
  native: 'openai-chat';
  package: null;
}

interface VendorFacts {
  /** What stands before the slash in `provider/model`. */
  id: string;
  name: string;
  wire: Wire;
  /** Environment variables that may hold the key, first match wins; empty: needs none. */
  keyEnv: string[];
  /** A key is used when there is one, but its absence is no error (self-hosted endpoints). */
  keyOptional?: boolean;
  /** The endpoint has no default address. */
  needsBaseUrl?: boolean;
  /** Environment variables that may hold the address, first match wins. */
  baseUrlEnv?: string[];
  /** Where a natively spoken endpoint usually is. */
  defaultBaseUrl?: string;
  /** Further environment variables the package needs: region, project, resource. */
  settingsEnv?: string[];
  /** Names out of `settingsEnv` without which this endpoint cannot be reached. */
  missingSettings?(given: Pick<VendorSettings, 'apiKey' | 'baseUrl' | 'settings'>): string[];
}

/** Settings as the AI SDK factories take them, without `undefined` members. */
export function factorySettings({ apiKey, baseUrl, headers, fetch }: VendorSettings) {
  return {
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    headers,
    fetch,
  };
}

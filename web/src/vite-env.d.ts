/// <reference types="vite/client" />

interface Window {
  /** The key of the link that this tab was opened by; `lib/page-key.ts` reads it. */
  assayPageKey?: string;
  /** The request the boot script in index.html started; `lib/api.ts` takes it once. */
  assayFirstFetch?: { url: string; response: Promise<Response> };
}

/// <reference types="vite/client" />

interface Window {
  /** The request the boot script in index.html started; `lib/api.ts` takes it once. */
  assayFirstFetch?: { url: string; response: Promise<Response> };
}

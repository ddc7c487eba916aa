/** Resolves once `breaking-provider.mjs` has begun to answer for `model`, in whatever thread. */
export function breakingBegins(model: string): Promise<void> {
  const channel = new BroadcastChannel('breaking-provider');
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent) => {
      if (data !== model) return;
      channel.close();
      resolve();
    };
  });
}

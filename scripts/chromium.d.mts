/** Path of a Chromium, or `null` with the reason said. */
export function findChromium(): Promise<string | null>;

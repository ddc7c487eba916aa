import { vi } from 'vitest';

/** What a test waits for may take its time on a busy machine: the limit is there for what never comes. */
const waitLimitMs = 45_000;
const { waitFor } = vi;
vi.waitFor = (callback, options = waitLimitMs) => waitFor(callback, options);

import type { Limits } from '../../contract/limits.ts';
import type { WireLimits } from '../transport/response-sink.ts';

const bytesPerMb = 1_000_000;

/** Of a target that sets none: more than any model writes, pictures included, and little beside the machine's memory. */
export const wireLimitsOf = ({ maxResponseMb = 64, maxFrameMb = 16 }: Partial<Limits>): WireLimits => ({
  bodyBytes: maxResponseMb * bytesPerMb,
  frameBytes: maxFrameMb * bytesPerMb,
});

import type { SelftestReport } from '../../../../src/contract/selftest.ts';
import { formatMs } from '../../lib/format.ts';

/** What the last self-test before the run found, in a line; `null` when there was none that can be read. */
export function selftestLine(selftest: unknown): string | null {
  const { schema, timing } = (selftest ?? {}) as Partial<SelftestReport>;
  if (schema !== 'assay.selftest/1' || !Array.isArray(timing)) return null;
  const parts = timing.flatMap(({ way, streams, ttft_error: error }) =>
    error
      ? [
          `${way === 'native' ? 'own code' : 'provider package'} at ${streams} streams: TTFT error p50 ${formatMs(error.p50_ms)}, p99 ${formatMs(error.p99_ms)}`,
        ]
      : [],
  );
  return parts.length > 0 ? `Self-test of this machine: ${parts.join('; ')}` : null;
}

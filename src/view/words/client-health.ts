/** Whether the machine kept up while it measured. */
import type { ClientHealth } from '../../contract/run.ts';
import type { SelftestReport } from '../../contract/selftest.ts';
import { msText } from '../format.ts';

/** The doubt in full; `null`: there is none. */
export const clientDoubt = (client: ClientHealth | null): string | null =>
  client && !client.believable
    ? `measurement unreliable, this machine did not keep up: ${client.reasons.join('; ')}`
    : null;

/** What the verdict rests on. */
export const clientFacts = (client: ClientHealth): string =>
  `Event loop delay p99 ${msText(client.loop_delay_p99_ms)}, own queue p50 ${msText(client.queue_p50_ms)}, p99 ${msText(client.queue_p99_ms)}`;

/** What the last self-test before the run found, in a line; `null` when there was none that can be read. */
export function selftestLine(selftest: unknown): string | null {
  const { schema, timing } = (selftest ?? {}) as Partial<SelftestReport>;
  if (schema !== 'assay.selftest/1' || !Array.isArray(timing)) return null;
  const parts = timing.flatMap(({ way, streams, ttft_error: error }) =>
    error
      ? [
          `${way === 'native' ? 'own code' : 'provider package'} at ${streams} streams: TTFT error p50 ${msText(error.p50_ms)}, p99 ${msText(error.p99_ms)}`,
        ]
      : [],
  );
  return parts.length > 0 ? `Self-test of this machine: ${parts.join('; ')}` : null;
}

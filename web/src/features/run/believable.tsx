import type { ClientHealth } from '../../../../src/contract/run.ts';
import { formatMs, orNotAvailable } from '../../lib/format.ts';
import styles from './believable.module.css';
import { selftestLine } from './selftest-line.ts';

/** Whether this machine kept up while it measured. A doubt is shown in full, not behind a click. */
export function Believable({ client, selftest }: { client: ClientHealth | null; selftest: unknown }) {
  if (client === null) return null;
  const facts = `Event loop delay p99 ${orNotAvailable(client.loop_delay_p99_ms, formatMs)}, own queue p50 ${orNotAvailable(client.queue_p50_ms, formatMs)}, p99 ${orNotAvailable(client.queue_p99_ms, formatMs)}`;
  const tested = selftestLine(selftest) ?? 'This machine has not been self-tested: run assay selftest';
  return (
    <div className={styles.fact} data-doubt={!client.believable || undefined} title={`${facts}\n${tested}`}>
      <dt>Client health</dt>
      <dd>
        {client.believable ? 'OK' : 'measurement unreliable: this machine did not keep up'}
        {!client.believable && client.reasons.length > 0 && (
          <ul className={styles.reasons}>
            {client.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}

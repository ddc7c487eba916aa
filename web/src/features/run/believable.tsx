import type { ClientHealth } from '../../../../src/contract/run.ts';
import styles from './believable.module.css';
import { clientFacts, selftestLine } from '../../../../src/view/words/client-health.ts';

/** Whether this machine kept up while it measured. A doubt is shown in full, not behind a click. */
export function Believable({ client, selftest }: { client: ClientHealth | null; selftest: unknown }) {
  if (client === null) return null;
  const tested = selftestLine(selftest) ?? 'This machine has not been self-tested: run assay selftest';
  return (
    <div
      className={styles.fact}
      data-doubt={!client.believable || undefined}
      title={`${clientFacts(client)}\n${tested}`}
    >
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

import type { CaseDetail } from '../../../../src/contract/run-case.ts';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { LongText } from '../../ui/long-text.tsx';
import { MessageContent } from '../../ui/message-content.tsx';
import styles from './case-question.module.css';

/** The prompt as it was sent, and the expected answer. */
export function CaseQuestion({ detail }: { detail: CaseDetail }) {
  const payload = detail.samples.find((entry) => entry.payload)?.payload;
  const expected = detail.case?.expected ?? payload?.expected;
  const category = detail.case?.category ?? detail.samples[0]?.sample.category;
  return (
    <div className={styles.question}>
      <section aria-label="Prompt" className={styles.messages}>
        {payload?.messages.map((message, index) => (
          <div key={`${index} ${message.role}`} className={styles.message}>
            <span className={styles.role}>{message.role}</span>
            <MessageContent runId={detail.samples[0]?.sample.run_id ?? ''} content={message.content} />
          </div>
        ))}
        {!payload && (
          <p className={styles.muted}>The prompt is stored with the first answer; there is none yet.</p>
        )}
      </section>
      <section aria-label="Expected" className={styles.expected}>
        <span className={styles.role}>expected</span>
        <LongText
          className={styles.text}
          text={expected === undefined || expected === null ? 'none given' : asText(expected)}
        />
        {category && (
          <>
            <span className={styles.role}>category</span>
            <p className={styles.plain}>{visibleLine(category)}</p>
          </>
        )}
      </section>
    </div>
  );
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

import type { BlindAnswers } from '../../../../src/contract/label.ts';
import { LongText } from '../../ui/long-text.tsx';
import { MessageContent } from '../../ui/message-content.tsx';
import { SampleOutput } from '../../ui/sample-output.tsx';
import styles from './label-page.module.css';

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** The question, what is expected, and the answer, or two side by side. */
export function BlindView({ runId, blind }: { runId: string; blind: BlindAnswers }) {
  const { messages, expected, answers } = blind;
  return (
    <>
      <section className={styles.card} aria-label="Question" tabIndex={0}>
        {messages.map((message, index) => (
          <div key={`${index} ${message.role}`}>
            <span className={styles.role}>{message.role}</span>
            <MessageContent runId={runId} content={message.content} />
          </div>
        ))}
      </section>
      {expected !== null && expected !== undefined && (
        <section className={styles.card} aria-label="Expected" tabIndex={0}>
          <span className={styles.role}>expected</span>
          <LongText className={styles.expected} text={asText(expected)} />
        </section>
      )}
      <div className={styles.answers}>
        {answers.map((answer, index) => {
          const name = answers.length === 1 ? 'Answer' : `Answer ${'AB'[index]}`;
          return (
            <section key={name} className={styles.answer} aria-label={name}>
              <h3 className={styles.name}>{name}</h3>
              <SampleOutput answer={answer} />
            </section>
          );
        })}
      </div>
    </>
  );
}

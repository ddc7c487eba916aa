import type { Answer } from '../../../src/contract/attempt.ts';
import { visibleLine, visibleText } from '../../../src/base/visible-text.ts';
import { LongText } from './long-text.tsx';
import styles from './sample-output.module.css';

type Shown = Pick<Answer, 'text' | 'toolCalls' | 'madeFiles' | 'citations'> & { reasoning?: string };

/** What the model wrote: reasoning folded away, text, and tool calls as it wrote them. */
export function SampleOutput({ answer }: { answer: Shown }) {
  const madeFiles = answer.madeFiles ?? [];
  const isEmpty = answer.text === '' && answer.toolCalls.length === 0 && madeFiles.length === 0;
  return (
    <>
      {answer.reasoning && (
        <details className={styles.reasoning}>
          <summary>Reasoning</summary>
          <LongText className={styles.text} text={answer.reasoning} />
        </details>
      )}
      {answer.text !== '' && <LongText className={styles.text} text={answer.text} label="Output" />}
      {answer.toolCalls.map((call, index) => (
        <LongText
          key={`${index} ${call.name}`}
          className={styles.tool}
          text={`${call.name}(${call.arguments})`}
          label={`Tool call ${call.name}`}
        />
      ))}
      {madeFiles.length > 0 && (
        <p className={styles.empty}>Files the model made (not stored): {visibleLine(madeFiles.join(', '))}</p>
      )}
      {answer.citations !== undefined && (
        <p className={styles.empty}>Citations: {visibleText(String(answer.citations))}</p>
      )}
      {isEmpty && <p className={styles.empty}>The answer has no text.</p>}
    </>
  );
}

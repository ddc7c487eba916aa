import type { Answer } from '../../../src/contract/attempt.ts';
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
          <pre className={styles.text}>{answer.reasoning}</pre>
        </details>
      )}
      {answer.text !== '' && (
        <pre className={styles.text} tabIndex={0} aria-label="Output">
          {answer.text}
        </pre>
      )}
      {answer.toolCalls.map((call, index) => (
        <pre key={`${index} ${call.name}`} className={styles.tool} aria-label={`Tool call ${call.name}`}>
          {call.name}({call.arguments})
        </pre>
      ))}
      {madeFiles.length > 0 && <p className={styles.empty}>Made, and not kept: {madeFiles.join(', ')}</p>}
      {answer.citations !== undefined && <p className={styles.empty}>Sources named: {answer.citations}</p>}
      {isEmpty && <p className={styles.empty}>The answer has no text.</p>}
    </>
  );
}

import { visibleText } from '../../../../src/base/visible-text.ts';
import type { SampleStep } from '../../../../src/contract/sample.ts';
import { msText } from '../../../../src/view/format.ts';
import { MessageContent } from '../../ui/message-content.tsx';
import { SampleOutput } from '../../ui/sample-output.tsx';
import styles from './step-trace.module.css';

/** A conversation call by call: what was said or given back, and what the model answered. */
export function StepTrace({ runId, steps }: { runId: string; steps: SampleStep[] }) {
  return (
    <details className={styles.trace}>
      <summary>{steps.length} calls</summary>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={index} aria-label={`Call ${index + 1}`}>
            {step.sent.map((message, place) => (
              <div key={place} className={styles.sent}>
                <span className={styles.role}>{message.role}</span>
                <MessageContent runId={runId} content={message.content} />
              </div>
            ))}
            <p className={styles.facts}>{factsOf(step)}</p>
            {step.error_message !== '' && <p className={styles.error}>{visibleText(step.error_message)}</p>}
            {step.answer && <SampleOutput answer={step.answer} />}
          </li>
        ))}
      </ol>
    </details>
  );
}

function factsOf(step: SampleStep): string {
  const { input_tokens: input, output_tokens: output } = step;
  return [
    step.outcome === 'ok' ? null : step.error_class || step.outcome,
    step.retried ? 'retried' : null,
    `first token ${msText(step.ttft_ms)}`,
    `total ${msText(step.e2e_ms)}`,
    `${input ?? 'n/a'} → ${output ?? 'n/a'} tokens`,
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

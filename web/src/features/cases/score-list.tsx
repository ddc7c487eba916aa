import { visibleLine, visibleText } from '../../../../src/base/visible-text.ts';
import type { Score } from '../../../../src/contract/score.ts';
import { percentText, unknown } from '../../../../src/view/format.ts';
import styles from './score-list.module.css';
import { VerdictMark } from './verdict-mark.tsx';

/** Each scorer's verdict with what it found and why. */
export function ScoreList({ scores }: { scores: Score[] }) {
  return (
    <ul className={styles.scores} aria-label="Scores">
      {scores.map((score) => (
        <li key={score.name}>
          <span className={styles.line}>
            <VerdictMark verdict={verdictOfScore(score)} />
            <span>{visibleLine(score.name)}</span>
            <span className={styles.value}>{score.value === null ? unknown : percentText(score.value)}</span>
            {score.label !== null && <code className={styles.label}>{visibleLine(score.label)}</code>}
          </span>
          {score.explanation && <span className={styles.why}>{visibleText(score.explanation)}</span>}
        </li>
      ))}
    </ul>
  );
}

function verdictOfScore({ value, passed }: Score) {
  if (value === null) return 'unscored';
  if (passed) return 'right';
  return value > 0 ? 'partial' : 'wrong';
}

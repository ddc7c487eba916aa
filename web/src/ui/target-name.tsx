import type { TargetLook, TargetSymbol } from '../../../src/view/target-look.ts';
import styles from './target-name.module.css';

const shapes: Record<TargetSymbol, string> = {
  circle: 'M6 1.2a4.8 4.8 0 1 1 0 9.6a4.8 4.8 0 1 1 0-9.6z',
  rect: 'M1.8 1.8h8.4v8.4h-8.4z',
  triangle: 'M6 1.2L11 10.4H1z',
  diamond: 'M6 .6L11.4 6L6 11.4L.6 6z',
};

/** The mark a target has in every chart, with its name: cut so that it differs from the others, in full by hovering and by the focus. */
export function TargetName({ look, label }: { look: TargetLook | undefined; label: string }) {
  const { head, tail } = look?.cut ?? { head: label, tail: '' };
  const isOwn = label.startsWith(head);
  return (
    <span className={styles.name} title={label}>
      {look && (
        <svg viewBox="0 0 12 12" className={styles.mark} aria-hidden="true">
          <path d={shapes[look.symbol]} fill={look.colour} />
        </svg>
      )}
      {tail === '' || !isOwn ? (
        <bdi className={styles.label}>{label}</bdi>
      ) : (
        <>
          <bdi className={styles.cut} aria-hidden="true">
            <span className={styles.head}>{head}</span>
            <span>{tail}</span>
          </bdi>
          <bdi className={styles.full}>{label}</bdi>
        </>
      )}
    </span>
  );
}

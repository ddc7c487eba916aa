import type { ContentPart, Message } from '../../../src/contract/content.ts';
import { visibleLine } from '../../../src/base/visible-text.ts';
import { LongText } from './long-text.tsx';
import styles from './message-content.module.css';

/** What a message holds: text, thumbnails, names of documents, tool calls and their results. */
export function MessageContent({ runId, content }: { runId: string; content: Message['content'] }) {
  if (typeof content === 'string') return <LongText className={styles.text} text={content} />;
  return content.map((part, index) => <PartView key={`${index} ${part.type}`} runId={runId} part={part} />);
}

function PartView({ runId, part }: { runId: string; part: ContentPart }) {
  switch (part.type) {
    case 'text':
      return <LongText className={styles.text} text={part.text} />;
    case 'reasoning':
      return <LongText className={styles.aside} text={part.text} />;
    case 'tool-call':
      return <LongText className={styles.code} text={`${part.name}(${part.arguments})`} />;
    case 'tool-result':
      return (
        <LongText
          className={part.isError ? styles.failed : styles.code}
          text={`${part.name} → ${part.result}`}
        />
      );
    default:
      return <AttachmentView runId={runId} part={part} />;
  }
}

function AttachmentView({
  runId,
  part,
}: {
  runId: string;
  part: Extract<ContentPart, { type: 'image' | 'file' }>;
}) {
  // What lies elsewhere is neither loaded nor a link.
  if (part.url !== undefined)
    return (
      <span className={styles.attachment}>
        {visibleLine(part.alt ?? part.name)}
        <span className={styles.muted}> {visibleLine(`${part.mediaType} at ${part.url}`)}</span>
      </span>
    );
  const href = `/api/runs/${encodeURIComponent(runId)}/attachments/${part.sha256}/${encodeURIComponent(part.name)}`;
  const size = part.bytes === null ? '' : ` · ${Math.ceil(part.bytes / 1024)} KiB`;
  return (
    <a className={styles.attachment} href={href} target="_blank" rel="noreferrer">
      {part.type === 'image' && (
        <img className={styles.thumbnail} src={href} alt={part.alt ?? part.name} loading="lazy" />
      )}
      <span>
        {visibleLine(part.alt ?? part.name)}
        <span className={styles.muted}>
          {' '}
          {part.mediaType}
          {size}
        </span>
      </span>
    </a>
  );
}

import type { ContentPart, Message } from '../../../src/contract/content.ts';
import styles from './message-content.module.css';

/** What a message holds: text, thumbnails, names of documents, tool calls and their results. */
export function MessageContent({ runId, content }: { runId: string; content: Message['content'] }) {
  if (typeof content === 'string') return <pre className={styles.text}>{content}</pre>;
  return content.map((part, index) => <PartView key={`${index} ${part.type}`} runId={runId} part={part} />);
}

function PartView({ runId, part }: { runId: string; part: ContentPart }) {
  switch (part.type) {
    case 'text':
      return <pre className={styles.text}>{part.text}</pre>;
    case 'reasoning':
      return <pre className={styles.aside}>{part.text}</pre>;
    case 'tool-call':
      return (
        <pre className={styles.code}>
          {part.name}({part.arguments})
        </pre>
      );
    case 'tool-result':
      return (
        <pre className={part.isError ? styles.failed : styles.code}>
          {part.name} → {part.result}
        </pre>
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
  const href =
    part.url ??
    `/api/runs/${encodeURIComponent(runId)}/attachments/${part.sha256}/${encodeURIComponent(part.name)}`;
  const size = part.bytes === null ? '' : ` · ${Math.ceil(part.bytes / 1024)} KiB`;
  return (
    <a className={styles.attachment} href={href} target="_blank" rel="noreferrer">
      {/* what lies elsewhere is not loaded unasked */}
      {part.type === 'image' && part.url === undefined && (
        <img className={styles.thumbnail} src={href} alt={part.alt ?? part.name} loading="lazy" />
      )}
      <span>
        {part.alt ?? part.name}
        <span className={styles.muted}>
          {' '}
          {part.mediaType}
          {size}
        </span>
      </span>
    </a>
  );
}

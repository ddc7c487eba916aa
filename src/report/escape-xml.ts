import { visibleText } from '../base/visible-text.ts';

/** For text and attributes of XML and HTML; hidden characters, of which XML 1.0 cannot hold most, as signs. */
export function escapeXml(text: string): string {
  return (
    visibleText(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // a line of its own would be a command where a job's log is read
      .replaceAll('\n', '&#10;')
      .replaceAll('##[', '##&#91;')
  );
}

/** Pieces of HTML as text. */
import { escapeXml } from '../escape-xml.ts';

export interface HtmlColumn<Row> {
  title: string;
  text(row: Row): string;
  /** `words` may break over lines. */
  kind?: 'left' | 'words';
}

/** Everything in it is escaped. */
export function htmlTable<Row>(
  rows: readonly Row[],
  columns: readonly HtmlColumn<Row>[],
  isPick: (row: Row) => boolean = () => false,
): string {
  const head = columns.map(({ title, kind }) => `<th${kind ? ' class="left"' : ''}>${escapeXml(title)}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map(
      ({ text, kind }) => `<td${kind ? ` class="${kind}"` : ''}>${escapeXml(text(row))}</td>`,
    );
    return `<tr${isPick(row) ? ' class="pick"' : ''}>${cells.join('')}</tr>`;
  });
  return `<div class="wide"><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

export const paragraph = (text: string, kind = '') =>
  `<p${kind ? ` class="${kind}"` : ''}>${escapeXml(text)}</p>`;

export const section = (title: string, ...parts: string[]) =>
  parts.every((part) => part === '')
    ? ''
    : `<section><h2>${escapeXml(title)}</h2>${parts.join('\n')}</section>`;

export const bullets = (items: readonly string[]) =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`;

/** Name and value, two columns. */
export const facts = (entries: readonly (readonly [string, string])[]) =>
  `<dl>${entries.map(([name, value]) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd>`).join('')}</dl>`;

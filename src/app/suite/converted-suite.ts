import { stringify } from 'yaml';
import { escapeTemplate } from '../../base/template.ts';
import type { CaseEntry } from '../../contract/suite.ts';
import { inComment } from '../../report/string-literal.ts';
import type { Converted, Unsupported } from '../../exchange/suites/converted.ts';

/** More cases than this go to a file of their own. */
const maxInline = 50;

/** So many places are named. */
const maxPlaces = 3;

const unsupportedLine = ({ what, why, where, count }: Unsupported): string =>
  `${what}: ${why} (${where.slice(0, maxPlaces).join(', ')}${count > maxPlaces ? `, … ${count} in all` : ''})`;

/** What is not taken over, then what is taken over in another way. */
export function unsupportedLines(unsupported: Unsupported[], from: string): string[] {
  const lines = (isTaken: boolean, head: string) => {
    const items = unsupported.filter((item) => item.isTaken === isTaken);
    return items.length > 0 ? [head, ...items.map((item) => `- ${unsupportedLine(item)}`)] : [];
  };
  return [
    ...lines(false, `Not taken over from ${from}:`),
    ...lines(true, `Taken over from ${from} in another way:`),
  ];
}

/** Conversations of cases are filled in when they are sent: braces of data are their own. */
function withPlainBraces(entry: CaseEntry): CaseEntry {
  if (!entry.messages || entry.variables) return entry;
  const messages = entry.messages.map(({ role, content }) => ({
    role,
    content: typeof content === 'string' ? escapeTemplate(content) : content,
  }));
  return { ...entry, messages };
}

/** The suite file's text, and that of the file of its cases where there are many. */
export function convertedSuite(
  { unsupported, cases, files: _files, ...suite }: Converted,
  from: string,
  casesFile: string,
): { suite: string; cases: string | null } {
  const isLarge = cases.length > maxInline;
  const head = [
    `# Made from ${inComment(from)} by \`assay init --from\`.`,
    ...(unsupported.length > 0
      ? ['#', ...unsupportedLines(unsupported, from).map((line) => `# ${inComment(line)}`)]
      : []),
    '',
  ].join('\n');
  const document = { ...suite, cases: isLarge ? { file: casesFile } : cases.map(withPlainBraces) };
  return {
    suite: `${head}\n${stringify(document, { lineWidth: 110, aliasDuplicateObjects: false })}`,
    cases: isLarge ? `${cases.map((entry: CaseEntry) => JSON.stringify(entry)).join('\n')}\n` : null,
  };
}

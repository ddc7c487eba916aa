import { stringify } from 'yaml';
import type { CaseEntry } from '../contract/suite.ts';
import { inComment } from '../report/string-literal.ts';
import type { Converted, Lacking } from '../exchange/suites/converted.ts';

/** More cases than this go to a file of their own. */
const mostInline = 50;

export const lackingLine = ({ what, why, where, count }: Lacking): string =>
  `${what}: ${why} (${where.join(', ')}${count > where.length ? `, … ${count} in all` : ''})`;

/** The suite file's text, and that of the file of its cases where there are many. */
export function convertedSuite(
  { lacking, cases, ...suite }: Converted,
  from: string,
  casesFile: string,
): { suite: string; cases: string | null } {
  const isLarge = cases.length > mostInline;
  const head = [
    `# Made from ${inComment(from)} by \`assay init --from\`.`,
    ...(lacking.length > 0
      ? ['#', '# Not taken over:', ...lacking.map((item) => `# - ${inComment(lackingLine(item))}`)]
      : []),
    '',
  ].join('\n');
  const document = { ...suite, cases: isLarge ? { file: casesFile } : cases };
  return {
    suite: `${head}\n${stringify(document, { lineWidth: 110, aliasDuplicateObjects: false })}`,
    cases: isLarge ? `${cases.map((entry: CaseEntry) => JSON.stringify(entry)).join('\n')}\n` : null,
  };
}

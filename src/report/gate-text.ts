/** A gate's verdict for a terminal, for GitHub and for JUnit. */
import { visibleLine, visibleText } from '../base/visible-text.ts';
import type { GateCheck, GateReport } from '../contract/gate.ts';
import { formatCounted } from './format.ts';
import { junitXml } from './junit.ts';
import { paintWith } from './paint.ts';
import { shortRunId } from './runs-table.ts';

const marks = { passed: '✓', failed: '✗', undecided: '?', unknown: '?' } as const;

const verdictOf = ({ passed, checks }: GateReport) => {
  const missed = checks.filter(({ status }) => status !== 'passed').length;
  return passed
    ? `passed: ${formatCounted(checks.length, 'check')}`
    : `not passed: ${missed} of ${formatCounted(checks.length, 'check')}`;
};

export function gateText(report: GateReport, options: { color: boolean }): string {
  const paint = paintWith(options.color);
  const lines = report.checks.map(({ status, message }) => {
    const mark = `${marks[status]} ${status}`.padEnd(11);
    return `${status === 'passed' ? mark : paint('yellow', mark)}  ${visibleLine(message)}`;
  });
  const heading = `${report.suite_name}  run ${shortRunId(report.run_id)} ${verdictOf(report)}`;
  const notes = report.notes.map((note) => paint('yellow', `! ${note}`));
  return [paint('bold', heading), '', ...lines, ...notes].join('\n');
}

const junitCases = (of: GateCheck[]) =>
  of.map(({ requirement, status, message }) => ({
    name: requirement,
    ...(status === 'failed' || status === 'undecided' ? { failure: message } : {}),
    ...(status === 'unknown' ? { error: message } : {}),
  }));

export function gateJunit({ suite_name, checks }: GateReport): string {
  const byTarget = Map.groupBy(checks, ({ target }) => target);
  return junitXml(
    [...byTarget].map(([target, of]) => ({ name: `${suite_name} / ${target}`, cases: junitCases(of) })),
  );
}

/** GitHub reads these in a job's log: `%`, CR and LF are escaped, in properties `:` and `,` too. */
const escapeData = (text: string) =>
  visibleText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One annotation for each check that did not pass, and for what a reader should know. */
export function githubAnnotations({ checks, passed, notes }: GateReport): string[] {
  const missed = checks
    .filter(({ status }) => status !== 'passed')
    .map(
      ({ requirement, message }) =>
        `::${passed ? 'warning' : 'error'} title=${escapeProperty(requirement)}::${escapeData(message)}`,
    );
  return [...missed, ...notes.map((note) => `::warning title=answers::${escapeData(note)}`)];
}

/** Text in a cell of a Markdown table: on one line, no markup, no link and no picture that is fetched when it is read. */
export const markdownCell = (text: string) =>
  visibleLine(text.replaceAll(/\r?\n|[\u2028\u2029]/g, ' '))
    .replaceAll(/[\\`|]|\](?=[([])|(?<=##)\[/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');

/** For a job's summary or a comment. */
export function gateMarkdown(report: GateReport): string {
  return [
    `### Assay gate ${verdictOf(report)}`,
    '',
    '| | target | requirement | found |',
    '| --- | --- | --- | --- |',
    ...report.checks.map(
      ({ target, requirement, status, message }) =>
        `| ${marks[status]} ${status} | ${markdownCell(target)} | ${markdownCell(requirement)} | ${markdownCell(message)} |`,
    ),
    '',
    ...report.notes.flatMap((note) => [`_${markdownCell(note)}_`, '']),
  ].join('\n');
}

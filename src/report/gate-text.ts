/** A gate's verdict for a terminal, for GitHub and for JUnit. */
import { visibleLine, visibleText } from '../base/visible-text.ts';
import type { GateCheck, GateReport } from '../contract/gate.ts';
import { formatCounted } from '../view/format.ts';
import { junitXml } from './junit.ts';
import { paintWith } from './paint.ts';
import { shortRunId } from '../view/short-run-id.ts';

const statusWords = {
  passed: '✓ passed',
  failed: '✗ failed',
  undecided: '? inconclusive',
  unknown: '? unknown',
} as const;

/** By target; the requirement of a pair belongs to the first of it. */
const byTarget = (checks: readonly GateCheck[]) => Map.groupBy(checks, ({ target }) => target);
const missedOf = (checks: readonly GateCheck[]) => checks.filter(({ status }) => status !== 'passed');

const verdictOf = ({ passed, checks }: GateReport) => {
  const missed = missedOf(checks);
  const which = [...byTarget(missed).keys()].map(visibleLine).join(', ');
  return passed
    ? `passed: ${formatCounted(checks.length, 'check')}`
    : `not passed: ${missed.length} of ${formatCounted(checks.length, 'check')} (${which})`;
};

/** Target by target: which one failed, at what, and what was found. */
export function gateText(report: GateReport, options: { color: boolean }): string {
  const paint = paintWith(options.color);
  const blocks = [...byTarget(report.checks)].flatMap(([target, checks]) => {
    const missed = missedOf(checks).length;
    const head = missed === 0 ? 'passed' : `${missed} of ${formatCounted(checks.length, 'check')} not passed`;
    const lines = checks.map(({ status, message }) => {
      const mark = statusWords[status].padEnd(14);
      return `  ${status === 'passed' ? mark : paint('yellow', mark)}  ${visibleLine(message)}`;
    });
    return [`${paint('bold', target)}  ${head}`, ...lines];
  });
  const heading = `${report.suite_name}  run ${shortRunId(report.run_id)} ${verdictOf(report)}`;
  const notes = report.notes.map((note) => paint('yellow', `! ${note}`));
  return [paint('bold', heading), '', ...blocks, ...notes].join('\n');
}

const junitCases = (of: GateCheck[]) =>
  of.map(({ requirement, status, message }) => ({
    name: requirement,
    ...(status === 'failed' || status === 'undecided' ? { failure: message } : {}),
    ...(status === 'unknown' ? { error: message } : {}),
  }));

export function gateJunit({ suite_name, checks }: GateReport): string {
  return junitXml(
    [...byTarget(checks)].map(([target, of]) => ({
      name: `${suite_name} / ${target}`,
      cases: junitCases(of),
    })),
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
        `| ${statusWords[status]} | ${markdownCell(target)} | ${markdownCell(requirement)} | ${markdownCell(message)} |`,
    ),
    '',
    ...report.notes.flatMap((note) => [`_${markdownCell(note)}_`, '']),
  ].join('\n');
}

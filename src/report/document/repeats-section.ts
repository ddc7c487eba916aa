/** How the repeats of cases agree, in a report. */
import type { FlakyCase, TargetRepeats } from '../../contract/repeats.ts';
import type { ReportRun } from '../../contract/report.ts';
import { formatCount, formatPercent, unknown } from '../../view/format.ts';
import { htmlTable, paragraph, type HtmlColumn } from './html.ts';

/** Of each target, in a report; the rest is told by `show --repeats`. */
const maxNamed = 10;

const passAt = ({ pass, most_repeats: most }: TargetRepeats, of: 'pass_at_k' | 'pass_hat_k') =>
  formatPercent(pass.findLast(({ k }) => k <= most)?.[of]);

const deviation = ({ spread }: TargetRepeats) => (spread === null ? unknown : spread.toFixed(3));

const columns: HtmlColumn<TargetRepeats>[] = [
  { title: 'target', text: ({ target }) => target.label },
  { title: 'repeats', text: ({ most_repeats: most }) => formatCount(most) },
  { title: 'right in some repeat %', text: (target) => passAt(target, 'pass_at_k') },
  { title: 'right in all %', text: (target) => passAt(target, 'pass_hat_k') },
  { title: 'spread', text: deviation },
  { title: 'flaky cases %', text: ({ flaky_share: share }) => formatPercent(share) },
];

interface Named extends FlakyCase {
  label: string;
}

function named(targets: readonly TargetRepeats[]): Named[] {
  return targets.flatMap(({ target: { label }, flaky }) =>
    flaky.slice(0, maxNamed).map((item) => ({ ...item, label })),
  );
}

export function repeatsPart({ repeats = [] }: ReportRun): string {
  if (repeats.length === 0) return '';
  const flaky = named(repeats);
  const cases = htmlTable(flaky, [
    { title: 'case', text: ({ case_id: id }) => id },
    { title: 'target', kind: 'left', text: ({ label }) => label },
    { title: 'right', text: ({ correct, n }) => `${correct} of ${n} times` },
    { title: 'spread', text: ({ spread }) => spread.toFixed(3) },
  ]);
  return [
    '<h3>Agreement of repeats</h3>',
    htmlTable(repeats, columns),
    paragraph(
      'Spread: standard deviation of quality between the repeats of a case, on average over cases. Flaky: right in some repeats and wrong in others; the least certain are named.',
      'note',
    ),
    flaky.length === 0 ? '' : cases,
  ].join('\n');
}

/** The same for Markdown: a head and rows. */
export function repeatsRows({ repeats = [] }: ReportRun): { head: string[]; rows: string[][] } {
  return {
    head: columns.map(({ title }) => title),
    rows: repeats.map((target) => columns.map(({ text }) => text(target))),
  };
}

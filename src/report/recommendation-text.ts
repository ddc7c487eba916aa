/** A recommendation as one paragraph, with the evidence under it. */
import type { Candidate, Recommendation } from '../contract/recommendation.ts';
import { formatNumber, formatPercent, formatUsd, intervalText, unknown } from '../view/format.ts';
import { differenceText, evidenceNote, recommendationParagraph } from '../view/words/recommendation-words.ts';
import { refusals } from '../view/words/requirement-words.ts';
import { scopeWords } from '../view/words/scope-words.ts';
import { mixedNotes } from '../view/words/served-notes.ts';
import { partNotes } from '../view/words/split-words.ts';
import { sharedNote } from '../view/words/shared-note.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const estimate = (interval: Candidate['quality'], show: (value: number) => string) =>
  interval ? `${show(interval.value)} ${intervalText(interval, show)}` : unknown;

export function recommendationText(
  answer: Recommendation,
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const { candidates, requirements, pick } = answer;
  const column = columnsOf(candidates);
  const table = textTable(
    [
      column('', 0, (c) => `${c.target_id === pick ? '▸ ' : '  '}${c.label}`, 'left'),
      column('quality %', 1, (c) => formatPercent(c.quality?.value)),
      column(requirements.baseline_is_best ? 'vs best other' : 'vs baseline', 2, differenceText),
      column('$/1k calls', 0, (c) => estimate(c.per_1k_usd, formatUsd)),
      ...(requirements.traffic ? [column('$/month', 3, (c) => formatUsd(c.monthly_usd))] : []),
      column('p95 ms', 4, (c) => formatNumber(c.p95_ms)),
      column('frontier %', 5, (c) => formatPercent(c.frontier_share, 0)),
      column('picked %', 3, (c) => formatPercent(c.pick_share, 0)),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const labels = new Map(candidates.map(({ target_id, label }) => [target_id, label]));
  const reasons = refusals(answer).map(({ target_id, text }) => `not ${labels.get(target_id)}: ${text}`);
  const method = [
    ...sharedNote(answer.shared),
    ...partNotes(candidates, answer.by),
    ...mixedNotes(candidates),
    `scope: ${scopeWords[requirements.scope]}`,
    evidenceNote(answer),
  ];
  return [
    ...wrap(recommendationParagraph(answer), options.width, ''),
    '',
    ...table,
    '',
    ...[...reasons, ...method].flatMap((note) => wrap(note, options.width)).map((line) => paint('dim', line)),
  ].join('\n');
}

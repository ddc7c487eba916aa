/** A few answers that failed, each in two lines: what came and what was expected, and why it failed. */
import { visibleLine } from '../base/visible-text.ts';
import type { SampleRecord } from '../contract/sample.ts';
import type { Run } from '../contract/run.ts';
import type { SamplePayload } from '../contract/sample.ts';
import { answerText } from './case-text.ts';
import { truncate, truncateMiddle } from './cut-names.ts';
import { paintWith } from './paint.ts';
import { shortRunId } from '../view/short-run-id.ts';

const inOneLine = (text: string) => visibleLine(text.replaceAll(/\s+/g, ' ').trim());
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** The scorer that did not pass, with its one sentence. */
function scoreReason({ scores }: SamplePayload): string | null {
  const failed = scores.find(({ passed }) => passed === false) ?? scores.find(({ value }) => value === null);
  if (!failed) return null;
  return `${failed.name}${failed.explanation === null ? ` ${failed.value ?? 'n/a'}` : `: ${failed.explanation}`}`;
}

export interface WrongAnswer {
  caseId: string;
  /** `null`: there is none, or it is no longer kept. */
  answer: string | null;
  expected: string | null;
  reason: string;
}

/** What an answer that failed said, what was wanted, and why it failed: as plain text. */
export function wrongAnswer({ sample, payload }: SampleRecord): WrongAnswer {
  const { case_id: caseId, outcome, error_class: error } = sample;
  const said = payload?.answer ? answerText(payload.answer) : null;
  const expected = payload?.expected ?? null;
  const failed = payload?.error_message ? payload.error_message : error || outcome;
  const scored = payload && outcome !== 'error' ? scoreReason(payload) : null;
  const reasons = [...(outcome === 'ok' ? [] : [failed]), ...(scored === null ? [] : [scored])];
  return {
    caseId,
    answer: said,
    expected: expected === null ? null : asText(expected),
    reason: reasons.join('; ') || 'not right',
  };
}

export function wrongAnswersText(
  run: Run,
  records: SampleRecord[],
  look: { color: boolean; width: number },
): string {
  const paint = paintWith(look.color);
  const byTarget = Map.groupBy(records, ({ sample }) => sample.target_id);
  const blocks = run.targets.flatMap(({ id, label }) => {
    const of = byTarget.get(id) ?? [];
    if (of.length === 0) return [];
    const lines = of.flatMap((record) => {
      const { caseId, answer, expected, reason } = wrongAnswer(record);
      const wanted = expected === null ? '' : `, expected ${JSON.stringify(inOneLine(expected))}`;
      const room = Math.max(20, look.width - 14 - caseId.length - Math.min(wanted.length, look.width / 3));
      const said = answer === null ? 'no answer' : JSON.stringify(truncateMiddle(inOneLine(answer), room));
      return [
        truncate(`  ${inOneLine(caseId)}  ${said}${wanted}`, look.width),
        paint('dim', truncate(`      ${inOneLine(reason)}`, look.width)),
      ];
    });
    return [paint('bold', label), ...lines];
  });
  if (blocks.length === 0) return '';
  return [
    'Answers that failed, up to three of each target:',
    ...blocks,
    paint('dim', `All of them: assay show ${shortRunId(run.run_id)} --cases; one: --case ID`),
  ].join('\n');
}

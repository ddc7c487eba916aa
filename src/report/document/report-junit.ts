import { cutText } from '../../base/cut-text.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';
import type { WrongAnswer } from '../wrong-answers-text.ts';
import { junitXml, type JunitSuite } from '../junit.ts';

/** What failed answers of a run said: `null` where nothing is kept. */
export type AnswersOf = (runId: string, targetId: string, caseId: string) => readonly WrongAnswer[];

const maxAnswerLength = 2000;

const detailOf = (answers: readonly WrongAnswer[]) =>
  answers
    .map(({ answer, expected, reason }) =>
      [
        `reason: ${reason}`,
        ...(expected === null ? [] : [`expected: ${cutText(expected, maxAnswerLength)}`]),
        `answer: ${answer === null ? 'none' : cutText(answer, maxAnswerLength)}`,
      ].join('\n'),
    )
    .join('\n\n');

/** Every case of every target as a test: right when all its answers are, an error when a call gave none. */
export function reportJunit(tables: readonly ResultTable[], answersOf: AnswersOf = () => []): string {
  const suites = tables.flatMap(({ targets, cases, repeats, state, quality, e2e_ms: e2e }) =>
    targets.map(({ id: targetId, label, run_id: run }, t): JunitSuite => ({
      name: tables.length > 1 ? `${label} (${run})` : label,
      cases: cases.flatMap(({ id }, c) => {
        const from = (t * cases.length + c) * repeats;
        const rows = Array.from({ length: repeats }, (_, r) => from + r).filter(
          (row) => state[row] !== cellState.notMeasured,
        );
        if (rows.length === 0) return [];
        const failed = rows.filter((row) => state[row] === cellState.failed).length;
        const scored = rows.map((row) => quality[row] as number).filter((value) => !Number.isNaN(value));
        const wrong = scored.filter((value) => value < 1);
        const times = rows.map((row) => e2e[row] as number).filter((value) => !Number.isNaN(value));
        const seconds = times.reduce((sum, value) => sum + value, 0) / 1000;
        const mean = scored.reduce((sum, value) => sum + value, 0) / scored.length;
        const answers = wrong.length > 0 || failed > 0 ? answersOf(run, targetId, id) : [];
        const [first] = answers;
        const why = first ? `: ${first.reason}` : '';
        return [
          {
            name: id,
            detail: detailOf(answers),
            seconds: times.length > 0 ? seconds : null,
            ...(wrong.length > 0 && {
              failure: `quality ${mean.toFixed(3)}: ${wrong.length} of ${rows.length} answers are not fully right${why}`,
            }),
            ...(failed > 0 && {
              error: `${failed} of ${rows.length} calls gave no answer${wrong.length > 0 ? '' : why}`,
            }),
          },
        ];
      }),
    })),
  );
  return junitXml(suites);
}

import { cellState, type ResultTable } from '../../contract/result-table.ts';
import { junitXml, type JunitSuite } from '../junit.ts';

/** Every case of every target as a test: right when all its answers are, an error when a call gave none. */
export function reportJunit(tables: readonly ResultTable[]): string {
  const suites = tables.flatMap(({ targets, cases, repeats, state, quality, e2e_ms: e2e }) =>
    targets.map(({ label, run_id: run }, t): JunitSuite => ({
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
        return [
          {
            name: id,
            seconds: times.length > 0 ? seconds : null,
            ...(wrong.length > 0 && {
              failure: `quality ${mean.toFixed(3)}: ${wrong.length} of ${rows.length} answers are not fully right`,
            }),
            ...(failed > 0 && { error: `${failed} of ${rows.length} calls gave no answer` }),
          },
        ];
      }),
    })),
  );
  return junitXml(suites);
}

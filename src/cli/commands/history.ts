import { history } from '../../app/history/history.ts';
import { historyMetric } from '../../app/history/history-metric.ts';
import { historyCsv } from '../../report/history-csv.ts';
import { historyText } from '../../report/history-text.ts';
import type { RunCommand } from '../command.ts';
import type { historySpec } from '../specs/history.ts';

/** A metric over time. */
export const run: RunCommand<typeof historySpec> = async (target, options, context) => {
  const { since: sinceMs, until: untilMs, csv, by, ...rest } = options;
  const answer = await history({ ...rest, target, sinceMs, untilMs, by: by as never }, context);
  if (context.json) context.print(JSON.stringify(answer, null, 2));
  else if (csv) context.document(`${historyCsv(answer)}\n`);
  else context.print(historyText(answer, historyMetric(answer.metric.key), context));
  return 'ok';
};

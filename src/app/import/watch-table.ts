/** A table read from its start to its end, once or several times: how far that is, and that it ends when the work is to. */
import { readTable, type PlacedRow, type TableOptions } from '../../exchange/read-table.ts';
import type { AppContext } from '../context.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';

/** `doing`: what the rows are read for. */
export type WatchTable = (doing: string, file: string, options?: TableOptions) => AsyncGenerator<PlacedRow>;

/** `name`: of the file, as a person knows it. */
export const watchTable = (name: string, context: AppContext): WatchTable =>
  async function* watched(doing, file, options = {}) {
    const progress = meter(context, { stage: `${doing} ${name}`, unit: 'row' });
    let rows = 0;
    let fraction = 0;
    for await (const placed of readTable(file, options, (read) => (fraction = read))) {
      throwIfInterrupted(context, 'Nothing of the file is among the results.');
      yield placed;
      progress(++rows, fraction);
    }
  };

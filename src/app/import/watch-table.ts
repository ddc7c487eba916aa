/** A table read from its start to its end, once or several times: how far that is, and that it ends when the work is to. */
import { readTableParts, type PlacedRow, type TableOptions } from '../../exchange/read-table.ts';
import type { AppContext } from '../context.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';

/** `doing`: what the rows are read for; they come as many at a time as are read together. */
export type WatchTable = (doing: string, file: string, options?: TableOptions) => AsyncGenerator<PlacedRow[]>;

/** `name`: of the file, as a person knows it. */
export const watchTable = (name: string, context: AppContext): WatchTable =>
  async function* watched(doing, file, options = {}) {
    const progress = meter(context, { stage: `${doing} ${name}`, unit: 'row' });
    let rows = 0;
    let fraction = 0;
    for await (const part of readTableParts(file, options, (read) => (fraction = read))) {
      throwIfInterrupted(context, 'Nothing of the file is among the results.');
      yield part;
      rows += part.length;
      progress(rows, fraction);
    }
  };

/** The live table on a terminal: each picture replaces the last one. */
import { createLogUpdate } from 'log-update';
import { nowMs } from '../../base/clock.ts';
import { terminalText } from '../../report/paint.ts';
import type { Terminal } from '../command.ts';
import { liveTable } from './live-table.ts';
import { RunProgress } from './run-progress.ts';
import type { RunView } from './run-view.ts';

const minTickMs = 200;
/** Drawing may take this share of the main thread, no more: it also sends calls and writes samples. */
const maxShare = 0.05;

export interface TableViewOptions {
  stream: Terminal;
  color: boolean;
  pageUrl: string | null;
}

/** Shows the run on `stream`, which is a terminal, until closed. */
export function openTableView(options: TableViewOptions): RunView {
  const { stream, color, pageUrl } = options;
  const progress = new RunProgress();
  const show = createLogUpdate(stream);
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const start = nowMs();
    const summary = progress.summary();
    const { columns: width, rows: height } = stream;
    const { elapsedS } = progress;
    if (summary && width > 0) {
      const lines = liveTable(summary, { width, height, color, pageUrl, stopping, elapsedS });
      show(lines.map(terminalText).join('\n'));
    }
    timer = setTimeout(draw, Math.max(minTickMs, (nowMs() - start) / maxShare));
  };
  draw();
  return {
    emit: (event) => progress.handle(event),
    stopping() {
      stopping = true;
    },
    async close() {
      clearTimeout(timer);
      show.clear();
      show.done();
    },
  };
}

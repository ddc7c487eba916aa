/** The live table on a terminal, drawn by Ink. */
import { createElement } from 'react';
import { Box, render, Text } from 'ink';
import { terminalText } from '../../report/paint.ts';
import type { Terminal } from '../command.ts';
import { liveTable } from './live-table.ts';
import { RunProgress } from './run-progress.ts';
import type { Picture, RunView } from './run-view.ts';

const minTickMs = 200;
/** Drawing may take this share of the main thread, no more: it also sends calls and writes samples. */
const maxShare = 0.05;

function picture(lines: string[]) {
  return createElement(
    Box,
    { flexDirection: 'column' },
    // Lines have no identity but their place.
    ...lines.map((line) => createElement(Text, { wrap: 'truncate' }, line === '' ? ' ' : terminalText(line))),
  );
}

function openPicture(stream: Terminal): Picture {
  const ink = render(picture(['']), {
    stdout: stream,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 10,
    incrementalRendering: true,
  });
  return {
    update: (lines) => ink.rerender(picture(lines)),
    async close() {
      ink.clear();
      ink.unmount();
      await ink.waitUntilExit();
    },
  };
}

export interface TableViewOptions {
  stream: Terminal;
  color: boolean;
  pageUrl: string | null;
}

/** Shows the run on `stream`, which is a terminal, until closed. */
export function openTableView(options: TableViewOptions): RunView {
  const { stream, color, pageUrl } = options;
  const progress = new RunProgress();
  const shown = openPicture(stream);
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const start = performance.now();
    const summary = progress.summary();
    const { columns: width, rows: height } = stream;
    if (summary)
      shown.update(
        liveTable(summary, { width, height, color, pageUrl, stopping, elapsedS: progress.elapsedS }),
      );
    const cost = performance.now() - start;
    timer = setTimeout(draw, Math.max(minTickMs, cost / maxShare));
  };
  draw();
  return {
    emit: (event) => progress.handle(event),
    stopping() {
      stopping = true;
    },
    async close() {
      clearTimeout(timer);
      await shown.close();
    },
  };
}

import type { RunCommand } from '../command.ts';
import type { serveSpec } from '../specs/stored.ts';
import { untilInterrupted } from '../interrupts.ts';
import { openHost } from '../open-host.ts';
import { openPage } from '../open-page.ts';
import { pageLink } from '../page-link.ts';

/** Serves the page until a signal; when another process does so already, tells its address and ends. */
export const run: RunCommand<typeof serveSpec> = async (_args, options, context) => {
  const { json } = context;
  const port = options.port;
  const host = await openHost({ ...context, port, page: true, startsRuns: true, stopRun: () => false });
  try {
    const { pageUrl: url, isRemote } = host;
    const link = pageLink(host);
    if (json)
      context.print(JSON.stringify({ schema: 'assay.serve/1', url, link, already_running: isRemote }));
    else if (isRemote) context.print(`Another process serves this data directory: ${link}`);
    else context.print(`page  ${link ?? 'not built'}\nCtrl-C ends it.`);
    if (link !== null && options.open) await openPage(link, context.dataDir);
    if (!isRemote) await untilInterrupted(process);
    return 'ok';
  } finally {
    await host.close();
  }
};

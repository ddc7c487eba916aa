import { AssayError } from '../../contract/errors.ts';
import { realModelsHint } from '../../app/data/real-keys.ts';
import type { RunCommand } from '../command.ts';
import { hasDisplay } from '../open-page.ts';
import { runSession } from '../run-session.ts';
import type { demoSpec } from '../specs/run.ts';

/** Everything at once on simulated models; nothing leaves this machine. */
export const run: RunCommand<typeof demoSpec> = async (_args, options, context) => {
  const { suite, limit, repeats, port, once, wait, open } = options;
  if (once && wait)
    throw new AssayError('usage', '--once and --wait are opposites', { remedy: 'Use one of them.' });
  return runSession(
    { suite: { demo: suite ?? true }, limit, repeats },
    {
      port,
      page: true,
      open: open && !once && hasDisplay(context),
      stay: !once,
      afterword: ({ suitePath }) => (suitePath === null ? null : realModelsHint(suitePath, context)),
    },
    context,
  );
};

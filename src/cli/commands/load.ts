import { resolve } from 'node:path';
import { newId } from '../../base/id.ts';
import { isConversation } from '../../contract/conversation.ts';
import { AssayError } from '../../contract/errors.ts';
import { planLoad } from '../../plan/load/plan-load.ts';
import { withSyntheticCases } from '../../plan/load/synthetic-cases.ts';
import type { RunCommand } from '../command.ts';
import type { loadSpec } from '../specs/run.ts';
import { findSimulator } from '../../app/run/find-simulator.ts';
import { assertBatchable } from '../../app/run/assert-batchable.ts';
import { loadEntryOf } from '../load-entry.ts';
import { requireTargets } from '../../app/run/require-targets.ts';
import { pricesGiven } from '../../app/stored/read-prices.ts';
import { readSuite } from '../../app/suite/read-suite.ts';
import { runSession } from '../run-session.ts';

/** Puts the targets of a suite under load, one after the other, and prints what they bore. */
export const run: RunCommand<typeof loadSpec> = async ([path = ''], options, context) => {
  const { open, wait, serve, port } = options;
  const suitePath = resolve(context.cwd, path);
  const read = requireTargets(await readSuite(suitePath, options));
  assertBatchable(read, { load: true });
  const load = await loadEntryOf(read.load, options, context.cwd);
  const suite = withSyntheticCases({ ...read, load });
  if (suite.cases.length === 0)
    throw new AssayError('usage', 'the suite has no cases', {
      remedy: 'Add cases, or set inputTokens for made-up prompts.',
    });
  const conversation = suite.cases.find(isConversation);
  if (conversation)
    throw new AssayError('usage', `the case "${conversation.id}" is a conversation: it takes several calls`, {
      remedy:
        'Load counts single calls. Leave out `turns` and the results of tools, or use `--shape sessions`.',
    });
  const plan = planLoad(load, suite.seed);
  const simulation = await findSimulator(suite, options, context.env);
  return runSession(
    {
      ...simulation,
      runId: newId(),
      suitePath,
      load: plan,
      port,
      page: serve,
      open,
      ...(await pricesGiven(context.cwd, options.prices)),
      stay: open || wait,
      events: false,
    },
    context,
  );
};

import { saveSuite } from '../../app/suite/save-suite.ts';
import { formatCounted } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { saveSpec } from '../specs/suites.ts';

export const run: RunCommand<typeof saveSpec> = async ([file = ''], { name, note }, context) => {
  const saved = await saveSuite({ suite: { file }, name, note }, context);
  const place = `${saved.name}@${saved.version}`;
  if (context.json) context.print(JSON.stringify(saved, null, 2));
  else if (saved.is_new)
    context.print(
      `Saved as ${place}, ${formatCounted(saved.cases, 'case')}. Run it with: assay run saved:${saved.name}`,
    );
  else context.print(`Nothing has changed since ${place}.`);
  return 'ok';
};

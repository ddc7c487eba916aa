import type { Control } from '../../contract/control.ts';
import { openControl } from '../../control/open-control.ts';
import type { AppContext } from '../context.ts';

/** Opens what machines share for one piece of work and closes it again. Needs `control` to be set. */
export async function withControl<T>(
  { control: url, notify }: Pick<AppContext, 'control' | 'notify'>,
  work: (control: Control) => Promise<T>,
): Promise<T> {
  const control = await openControl(url as string, (error) =>
    notify({ code: 'control-database-failed', message: `control database: ${error.message}` }),
  );
  try {
    return await work(control);
  } finally {
    await control.close();
  }
}

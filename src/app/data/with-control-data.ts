import type { ControlData } from '../../contract/control-data.ts';
import type { AppContext } from '../context.ts';
import { makeDataDir } from './make-data-dir.ts';

type Place = Pick<AppContext, 'dataDir' | 'control'>;

async function open({ dataDir, control }: Place, isRead: boolean): Promise<ControlData> {
  const { openFileControlData, openSharedControlData } =
    await import('../../control/data/open-control-data.ts');
  if (control !== undefined) return openSharedControlData(control);
  if (!isRead) await makeDataDir(dataDir);
  return openFileControlData(dataDir, { isRead });
}

/** Opens what people set up for one piece of work, and closes it again. `isRead`: nothing is made where nothing is. Throws `store-failed`. */
export async function withControlData<T>(
  place: Place,
  { isRead = false }: { isRead?: boolean },
  work: (data: ControlData) => Promise<T>,
): Promise<T> {
  const data = await open(place, isRead);
  try {
    return await work(data);
  } finally {
    await data.close();
  }
}

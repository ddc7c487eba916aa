import { newId } from '../../src/base/id.ts';
import { openStore } from '../../src/store/open-store.ts';
import { madeUpRun, madeUpSample } from '../../test/made-up/made-up-run.ts';

/** A run without texts in the database of a data directory; its id. */
export async function storeMadeUpRun(
  dataDir: string,
  shape: { targets: number; cases: number; repeats: number },
): Promise<string> {
  const store = await openStore({ dataDir });
  const run = madeUpRun({ runId: newId(), ...shape });
  const cases = Array.from({ length: shape.cases }, (_, index) => ({
    id: `case-${index}`,
    index,
    category: `category ${index % 8}`,
    tags: [],
    expected: null,
    preview: '',
  }));
  await store.putRun(run, cases);
  for (let target = 0; target < shape.targets; target++) {
    const samples = cases.flatMap(({ index }) =>
      Array.from({ length: shape.repeats }, (_, repeat) => madeUpSample(run, target, index, repeat)),
    );
    await store.insert({ samples, payloads: [], retried: [] });
  }
  await store.close();
  return run.run_id;
}

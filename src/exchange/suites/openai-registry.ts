/** A file of OpenAI evals' registry: which class judges which samples. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ownValue } from '../../base/own-value.ts';
import { AssayError } from '../../contract/errors.ts';
import { UnsupportedList, type Unsupported } from './converted.ts';

const entry = z.object({
  class: z.string(),
  args: z.looseObject({ samples_jsonl: z.string(), ignore_case: z.boolean().optional() }),
});

const classes: Record<string, string> = {
  Match: 'match',
  Includes: 'includes',
  FuzzyMatch: 'fuzzy-match',
  JsonMatch: 'json-match',
  JsonValidator: 'json-validator',
};

const matchOf = (kind: string): string | undefined => ownValue(classes, kind.split(':')[1] ?? '');

export interface Registry {
  samples: string;
  match: string;
  ignoresCase: boolean;
  unsupported: Unsupported[];
}

/** Samples lie in `registry/data`, files like this one in `registry/evals`. */
async function find(name: string, folder: string): Promise<string> {
  const places = [join(folder, name), join(folder, 'data', name), join(folder, '..', 'data', name)].map(
    (path) => resolve(path),
  );
  for (const path of places) if ((await stat(path).catch(() => null))?.isFile()) return path;
  throw new AssayError('usage', `the samples ${name} were not found`, {
    remedy: `Searched: ${places.join(', ')}. Pass the file of samples to --from, with --as openai-evals and --match.`,
  });
}

/** `null`: it is none. Of several evals the first whose class is known is taken, the others are listed. */
export async function readRegistry(document: unknown, file: string): Promise<Registry | null> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return null;
  const unsupported = new UnsupportedList();
  const evals = Object.entries(document).flatMap(([name, value]) => {
    const read = entry.safeParse(value);
    return read.success ? [{ name, ...read.data }] : [];
  });
  if (evals.length === 0) return null;
  const known = evals.find((one) => matchOf(one.class) !== undefined);
  for (const { name, class: kind } of evals)
    if (name !== known?.name)
      unsupported.add(
        `eval ${name}`,
        matchOf(kind) !== undefined
          ? 'a suite is made from one eval: pass its samples to --from'
          : `its class ${kind} does not compare texts or JSON`,
        name,
      );
  if (!known)
    throw new AssayError('usage', `${file} has no eval that can be converted`, {
      problems: unsupported.all.map(({ what, why }) => ({ message: `${what}: ${why}` })),
      remedy: 'Pass its samples to --from, with --as openai-evals and --match.',
    });
  const { samples_jsonl: samples, ignore_case: ignoresCase = false, ...others } = known.args;
  for (const name of Object.keys(others))
    unsupported.add(`argument ${name} of the eval`, 'it has no equivalent', `${known.name}.args.${name}`);
  return {
    samples: await find(samples, dirname(file)),
    match: matchOf(known.class) as string,
    ignoresCase,
    unsupported: unsupported.all,
  };
}

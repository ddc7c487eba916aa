import { z } from 'zod/mini';

const word = z.catch(z.optional(z.string()), undefined);

/** What of the overview stands in the address; nothing for what is as it was at first. */
export const overviewSearchSchema = z.object({
  /** Column the table is sorted by; with `-` before it: the highest first. */
  sort: word,
  /** Numbers of the targets that the charts leave out, as the suite has them, from 1 on. */
  hide: word,
  costScale: z.catch(z.optional(z.literal('linear')), undefined),
  latencyScale: z.catch(z.optional(z.literal('linear')), undefined),
  failures: z.catch(z.optional(z.literal('outcome')), undefined),
});
export type OverviewSearch = z.infer<typeof overviewSearchSchema>;

export interface Sort {
  id: string;
  desc: boolean;
}

const defaultSort: Sort = { id: 'quality', desc: true };

/** The usual order for what is no column of the table. */
export function sortOf(word: string | undefined, columns: readonly string[]): Sort {
  const desc = word?.startsWith('-') ?? false;
  const id = desc ? word?.slice(1) : word;
  return id !== undefined && columns.includes(id) ? { id, desc } : defaultSort;
}

export function sortWord({ id, desc }: Sort): string | undefined {
  if (id === defaultSort.id && desc === defaultSort.desc) return undefined;
  return `${desc ? '-' : ''}${id}`;
}

export function hiddenOf(word: string | undefined, targetIds: readonly string[]): ReadonlySet<string> {
  const ids = (word ?? '').split(',').flatMap((number) => targetIds[Number(number) - 1] ?? []);
  return new Set(ids);
}

export function hideWord(hidden: ReadonlySet<string>, targetIds: readonly string[]): string | undefined {
  const numbers = targetIds.flatMap((id, index) => (hidden.has(id) ? [index + 1] : []));
  return numbers.length === 0 ? undefined : numbers.join(',');
}

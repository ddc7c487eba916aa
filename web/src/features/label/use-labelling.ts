import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LabelList } from '../../../../src/contract/label.ts';
import { post } from '../../lib/api.ts';
import { useOwnKeys } from '../../lib/use-shortcut.ts';
import { begin, countSaid, goBack, goOn, type LabelProgress } from './label-progress.ts';
import { blindQuery } from './label-query.ts';

interface Step {
  next: LabelProgress;
  /** Of which something is said or taken back; `null`: nothing is to be kept. */
  item: LabelList['items'][number] | null;
  value: number | null;
  /** Read aloud. */
  told: string;
}

/** What a key does now; `null`: nothing. `isShown`: the answer to be labelled is on the screen. */
function stepOf(key: string, progress: LabelProgress, list: LabelList, isShown: boolean): Step | null {
  const { items, choices } = list;
  const { at, said, trail } = progress;
  const last = trail.at(-1);
  if (key === 'u' && last !== undefined)
    return {
      next: goBack(progress),
      item: said[last] === null ? null : (items[last] ?? null),
      value: null,
      told: 'Label removed',
    };
  const item = items[at];
  if (!item || !isShown) return null;
  if (key === 's') return { next: goOn(progress, null), item: null, value: null, told: 'Skipped' };
  const choice = choices.find((each) => each.key === key);
  if (!choice) return null;
  const { value, means } = choice;
  return { next: goOn(progress, value), item, value, told: means || `Level ${key}` };
}

/** What keys and buttons do. Each step is kept by the server before the next answer is shown: what failed can be done again. */
export function useLabelling(runId: string, list: LabelList) {
  const { items, choices, criterion, by } = list;
  const [progress, setProgress] = useState(() => begin(items.map(({ value }) => value)));
  const [told, setTold] = useState('');
  const blind = useQuery(blindQuery(runId, items[progress.at]));
  const client = useQueryClient();
  const following = items[progress.at + 1];
  useEffect(() => {
    if (following) void client.prefetchQuery(blindQuery(runId, following));
  }, [client, runId, following]);

  const keep = useMutation({
    mutationFn: async ({ item, value }: Step) => {
      if (!item) return;
      const { case_id, sample_id, other_sample_id } = item;
      await post('/api/runs/{id}/labels', {
        params: { id: runId },
        json: { case_id, sample_id, other_sample_id, criterion, by, value },
      });
    },
    onSuccess: (_, { next, told: what }) => {
      setProgress(next);
      setTold(
        `${what}. ${next.at < items.length ? `${countSaid(next)} of ${items.length} labelled.` : 'No more answers.'}`,
      );
    },
  });

  const isOwn = (key: string) => key === 's' || key === 'u' || choices.some((choice) => choice.key === key);
  const take = (key: string) => {
    const step = keep.isPending ? null : stepOf(key, progress, list, blind.data !== undefined);
    if (step) keep.mutate(step);
    return isOwn(key);
  };
  useOwnKeys(take);
  return {
    progress,
    told,
    blind,
    take,
    error: keep.error,
    showSkipped: () => setProgress(begin(progress.said, progress.trail)),
  };
}

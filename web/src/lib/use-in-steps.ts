import { useEffect, useState } from 'react';

/** Counts up to `total` a step at a time, between frames, so that what is drawn meanwhile freezes nothing. Begins anew with `key`. */
export function useInSteps(total: number, step: number, key: unknown): number {
  const [drawn, setDrawn] = useState({ key, count: Math.min(step, total) });
  const count = drawn.key === key ? Math.min(drawn.count, total) : Math.min(step, total);
  useEffect(() => {
    if (count >= total) return undefined;
    const timer = setTimeout(() => setDrawn({ key, count: count + step }), 0);
    return () => clearTimeout(timer);
  }, [count, total, step, key]);
  return count;
}

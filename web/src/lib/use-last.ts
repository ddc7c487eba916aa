import { useState } from 'react';

/** The newest value there was under the same key: what was shown stays while there is nothing newer. */
export function useLast<T>(key: string, value: T | undefined): T | undefined {
  const [last, setLast] = useState({ key, value });
  const next = value === undefined && last.key === key ? last.value : value;
  if (last.key !== key || last.value !== next) setLast({ key, value: next });
  return next;
}

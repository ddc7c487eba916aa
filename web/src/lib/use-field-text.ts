import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

/** Text of a field whose value stands in the address: what is written goes there after a pause, and what changes there comes back. */
export function useFieldText(
  value: string,
  change: (value: string) => void,
  pauseMs: number,
): { text: string; write: (text: string) => void } {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState({ value, sent: value });
  const send = useDebouncedCallback((next: string) => {
    setSeen((old) => ({ ...old, sent: next }));
    change(next);
  }, pauseMs);
  if (value !== seen.value) {
    setSeen({ ...seen, value });
    // Changed by another way than this field: cleared, or the back button.
    if (value !== seen.sent) setText(value);
  }
  return {
    text,
    write(next) {
      setText(next);
      send(next);
    },
  };
}

/** Keys a person presses, one at a time; through a pipe, letters in lines do the same. */

export interface Keys {
  /** The next key in lower case; `null` once there are no more, or at Ctrl-C and Ctrl-D. */
  next(): Promise<string | null>;
  close(): void;
}

type Input = Pick<NodeJS.ReadStream, 'on' | 'off' | 'pause' | 'resume' | 'isTTY'> &
  Partial<Pick<NodeJS.ReadStream, 'setRawMode'>>;

const leave = new Set(['\u0003', '\u0004', '\u001b']);

export function readKeys(input: Input): Keys {
  const pressed: string[] = [];
  let waiting: ((key: string | null) => void) | null = null;
  let ended = false;
  const give = () => {
    if (!waiting || (pressed.length === 0 && !ended)) return;
    const key = pressed.shift() ?? null;
    const answer = waiting;
    waiting = null;
    answer(key);
  };
  const onData = (chunk: Buffer | string) => {
    for (const key of String(chunk)) {
      if (leave.has(key)) ended = true;
      if (!ended && key.trim() !== '') pressed.push(key.toLowerCase());
    }
    give();
  };
  const onEnd = () => {
    ended = true;
    give();
  };
  if (input.isTTY) input.setRawMode?.(true);
  input.on('data', onData);
  input.on('end', onEnd);
  input.resume();
  return {
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
        give();
      }),
    close() {
      input.off('data', onData);
      input.off('end', onEnd);
      if (input.isTTY) input.setRawMode?.(false);
      input.pause();
    },
  };
}

import { useEffect, useEffectEvent } from 'react';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Whether a key is meant as a shortcut: pressed outside of a field and without Ctrl, Alt or Meta. */
const isShortcut = (event: KeyboardEvent) =>
  !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target);

/** Runs an action when a key is pressed as a shortcut. */
export function useShortcut(key: string, action: () => void): void {
  const act = useEffectEvent(action);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== key || !isShortcut(event)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [key]);
}

/**
 * Keys that a view takes for itself, before the shortcuts of the page around it. `take` tells whether the key was its own. A key that is
 * held down counts once.
 */
export function useOwnKeys(take: (key: string) => boolean): void {
  const act = useEffectEvent(take);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || !isShortcut(event) || !act(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

import { fireEvent } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { screen, show } from '../../fixtures/open-page.tsx';
import { moveBetweenRows } from './row-keys.ts';
import { useOwnKeys, useShortcut } from './use-shortcut.ts';

function Keyed({ act }: { act: () => void }) {
  useShortcut('o', act);
  return (
    <>
      <input aria-label="Text" />
      <textarea aria-label="Long text" />
      <select aria-label="Choice">
        <option>one</option>
        <option>other</option>
      </select>
      <button type="button">Button</button>
    </>
  );
}

describe('a shortcut', () => {
  it('acts wherever the focus is but in a field', async () => {
    const act = vi.fn();
    show(<Keyed act={act} />);
    const user = userEvent.setup();
    await user.keyboard('o');
    expect(act).toHaveBeenCalledOnce();
    screen.getByRole('button').focus();
    await user.keyboard('o');
    expect(act).toHaveBeenCalledTimes(2);
    for (const name of ['Text', 'Long text', 'Choice']) {
      screen.getByLabelText(name).focus();
      await user.keyboard('o');
    }
    expect(act).toHaveBeenCalledTimes(2);
    expect((screen.getByLabelText('Text') as HTMLInputElement).value).toBe('o');
  });

  it.each(['ctrlKey', 'altKey', 'metaKey'])('leaves the key to the browser with %s', (modifier) => {
    const act = vi.fn();
    show(<Keyed act={act} />);
    // `false`: somebody prevented what the browser does
    expect(fireEvent.keyDown(document.body, { key: 'o', [modifier]: true })).toBe(true);
    expect(act).not.toHaveBeenCalled();
    expect(fireEvent.keyDown(document.body, { key: 'o' })).toBe(false);
    expect(act).toHaveBeenCalledOnce();
  });

  it('is gone with its component, and does what the newest one does', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { rerender, unmount } = show(<Keyed act={first} />);
    rerender(<Keyed act={second} />);
    fireEvent.keyDown(document.body, { key: 'o' });
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
    unmount();
    fireEvent.keyDown(document.body, { key: 'o' });
    expect(second).toHaveBeenCalledOnce();
  });
});

describe('keys a view takes for itself', () => {
  function Owner({ take, act }: { take: (key: string) => boolean; act: () => void }) {
    useShortcut('o', act);
    useOwnKeys(take);
    return <input aria-label="Text" />;
  }

  it('go before the shortcuts of the page; what is not its own goes on to them', () => {
    const act = vi.fn();
    const taken: string[] = [];
    const { unmount } = show(<Owner take={(key) => taken.push(key) > 0 && key === 'o'} act={act} />);
    fireEvent.keyDown(document.body, { key: 'o' });
    expect(act).not.toHaveBeenCalled();
    unmount();
    show(<Owner take={() => false} act={act} />);
    fireEvent.keyDown(document.body, { key: 'o' });
    expect(act).toHaveBeenCalledOnce();
    expect(taken).toEqual(['o']);
  });

  it('count once while they are held down, and not in a field', () => {
    const take = vi.fn(() => true);
    show(<Owner take={take} act={vi.fn()} />);
    fireEvent.keyDown(document.body, { key: 'y', repeat: true });
    fireEvent.keyDown(screen.getByLabelText('Text'), { key: 'y' });
    expect(take).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: 'y' });
    expect(take).toHaveBeenCalledOnce();
  });
});

describe('arrow keys between rows', () => {
  const rows = (count: number) =>
    show(
      <div role="toolbar" tabIndex={-1} onKeyDown={moveBetweenRows}>
        {Array.from({ length: count }, (_, i) => (
          <p key={i} data-row tabIndex={-1}>
            <button type="button">row {i}</button>
          </p>
        ))}
        <button type="button">no row</button>
      </div>,
    );
  const at = () => document.activeElement?.textContent;

  it.each([
    ['{ArrowDown}', 'row 1'],
    ['{ArrowDown}{ArrowDown}{ArrowUp}', 'row 1'],
    ['{ArrowUp}', 'row 0'],
    ['{End}', 'row 3'],
    ['{End}{ArrowDown}', 'row 3'],
    ['{End}{Home}', 'row 0'],
    ['x', 'row 0'],
  ])('%s leads from the first of four to %s', async (keys, name) => {
    rows(4);
    screen.getByRole('button', { name: 'row 0' }).focus();
    await userEvent.setup().keyboard(keys);
    expect(at()).toBe(name);
  });

  it('leave the focus where it is in no row, and the page free to scroll', () => {
    rows(2);
    const other = screen.getByRole('button', { name: 'no row' });
    other.focus();
    expect(fireEvent.keyDown(other, { key: 'ArrowDown' })).toBe(true);
    expect(at()).toBe('no row');
  });
});

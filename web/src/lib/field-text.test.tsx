import { act, screen, show } from '../../fixtures/open-page.tsx';
import { fireEvent } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { useFieldText } from './use-field-text.ts';
import { useInSteps } from './use-in-steps.ts';
import { useLast } from './use-last.ts';

const pauseMs = 300;

function Field({ told }: { told: (value: string) => void }) {
  const [value, setValue] = useState('first');
  const { text, write } = useFieldText(
    value,
    (next) => {
      told(next);
      setValue(next.trim());
    },
    pauseMs,
  );
  return (
    <>
      <input aria-label="field" value={text} onChange={(event) => write(event.currentTarget.value)} />
      <button type="button" onClick={() => setValue('from outside')}>
        back
      </button>
    </>
  );
}

const field = () => screen.getByLabelText('field') as HTMLInputElement;
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('a field whose value stands in the address', () => {
  it('is written there once the writing pauses', async () => {
    vi.useFakeTimers();
    const told = vi.fn();
    show(<Field told={told} />);
    for (const text of ['a', 'ab', 'abc']) {
      type(text);
      await wait(pauseMs - 1);
    }
    expect(told).not.toHaveBeenCalled();
    await wait(2);
    expect(told.mock.calls).toEqual([['abc']]);
  });

  it('keeps a space that is being written, though the address has none', async () => {
    vi.useFakeTimers();
    show(<Field told={() => undefined} />);
    type('two ');
    await wait(pauseMs + 1);
    type('two words');
    await wait(pauseMs + 1);
    expect(field().value).toBe('two words');
  });

  it('follows what changes the address in another way', async () => {
    vi.useFakeTimers();
    show(<Field told={() => undefined} />);
    type('abc');
    await wait(pauseMs + 1);
    fireEvent.click(screen.getByRole('button'));
    expect(field().value).toBe('from outside');
  });
});

describe('what is drawn in steps', () => {
  const Steps = ({ total, of }: { total: number; of: string }) => <p>{useInSteps(total, 10, of)}</p>;

  it('grows to all of it, and begins anew with something else', async () => {
    vi.useFakeTimers();
    const { container, rerender } = show(<Steps total={25} of="a" />);
    expect(container.textContent).toBe('10');
    await wait(1);
    expect(container.textContent).toBe('20');
    await wait(50);
    expect(container.textContent).toBe('25');
    rerender(<Steps total={25} of="b" />);
    expect(container.textContent).toBe('10');
  });
});

describe('the last that was known', () => {
  const Last = ({ of, value }: { of: string; value: string | undefined }) => (
    <p>{useLast(of, value) ?? 'none'}</p>
  );

  it('stays while there is nothing newer, and belongs to its key alone', () => {
    const { container, rerender } = show(<Last of="a" value="one" />);
    rerender(<Last of="a" value={undefined} />);
    expect(container.textContent).toBe('one');
    rerender(<Last of="a" value="two" />);
    expect(container.textContent).toBe('two');
    rerender(<Last of="b" value={undefined} />);
    expect(container.textContent).toBe('none');
  });
});

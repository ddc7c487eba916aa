import { screen, show } from '../../fixtures/open-page.tsx';
import { userEvent } from '@testing-library/user-event';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/contract/content.ts';
import { LongText } from './long-text.tsx';
import { MessageContent } from './message-content.tsx';
import { SampleOutput } from './sample-output.tsx';

const markup = '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>';

describe('a text of others', () => {
  it('is text, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { container, unmount } = show(<LongText className="x" text={`${markup}${text}`} />);
        expect(container.querySelectorAll('img, a, script')).toHaveLength(0);
        expect(container.querySelector('pre')?.textContent).toContain(markup);
        unmount();
      }),
      { numRuns: 50 },
    );
  });

  it('comes in parts of which none cuts a character in two', async () => {
    const text = '👍'.repeat(15_000);
    const { container } = show(<LongText className="x" text={`a${text}`} label="Output" />);
    const shown = () => container.querySelector('pre')?.textContent ?? '';
    expect(shown().isWellFormed()).toBe(true);
    expect(shown().length).toBeLessThanOrEqual(20_000);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show more' }));
    expect(shown()).toBe(`a${text}`);
  });

  it('can be scrolled by the keyboard where it has a name', () => {
    show(<LongText className="x" text="x" label="Output" />);
    expect(screen.getByLabelText('Output').tabIndex).toBe(0);
  });
});

describe('a message', () => {
  const parts = [
    { type: 'text', text: 'look' },
    { type: 'reasoning', text: 'hm' },
    { type: 'tool-call', id: '1', name: 'search', arguments: '{}' },
    { type: 'tool-result', id: '1', name: 'search', result: 'nothing', isError: true },
    { type: 'file', name: 'a b.pdf', mediaType: 'application/pdf', sha256: 'f00', bytes: 1 },
    { type: 'image', name: 'cat.png', alt: 'a cat', mediaType: 'image/png', sha256: 'c0de', bytes: 4096 },
  ] as unknown as Message['content'];

  it('shows each of its parts', () => {
    const { container } = show(<MessageContent runId="r 1" content={parts} />);
    for (const text of ['look', 'hm', 'search({})', 'search → nothing', 'a b.pdf', 'application/pdf · 1 KiB'])
      expect(container.textContent).toContain(text);
  });

  it('opens what is kept with the run in a tab of its own, by an address that holds any name', () => {
    show(<MessageContent runId="r 1" content={parts} />);
    const [file, picture] = screen.getAllByRole('link');
    expect(file?.getAttribute('href')).toBe('/api/runs/r%201/attachments/f00/a%20b.pdf');
    for (const link of [file, picture]) {
      expect(link?.getAttribute('target')).toBe('_blank');
      expect(link?.getAttribute('rel')).toContain('noreferrer');
    }
    expect(screen.getByRole('img', { name: 'a cat' }).getAttribute('loading')).toBe('lazy');
  });

  it('is shown as it is when it is a text', () => {
    const { container } = show(<MessageContent runId="r" content={`**bold** ${markup}`} />);
    expect(container.textContent).toBe(`**bold** ${markup}`);
  });
});

describe('an answer', () => {
  it('names what else came with it', () => {
    const answer = {
      text: 'here',
      toolCalls: [],
      madeFiles: ['chart.png', 'x\u202e.csv'],
      citations: 'a, b',
    };
    const { container } = show(<SampleOutput answer={answer as never} />);
    expect(container.textContent).toContain('chart.png');
    expect(container.textContent).toContain('a, b');
    expect(container.textContent).not.toContain('\u202e');
    expect(container.textContent).not.toContain('The answer has no text.');
  });
});

import { describe, expect, it } from 'vitest';
import { screen, show } from '../../../fixtures/open-page.tsx';
import { Legend } from './legend.tsx';
import { ScoreList } from './score-list.tsx';
import { VerdictMark } from './verdict-mark.tsx';

const verdicts = ['right', 'partial', 'wrong', 'failed', 'unscored'] as const;

describe('the marks of the grid', () => {
  it('are explained, each once; flaky ones where cases were repeated', () => {
    const { unmount } = show(<Legend isRepeated={false} />);
    const words = () => screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(words()).toEqual(['right', 'partly right', 'wrong', 'failed', 'not scored']);
    unmount();
    show(<Legend isRepeated />);
    expect(words()).toHaveLength(6);
    expect(words().at(-1)).toMatch(/flaky/);
  });

  it('differ by shape, not by colour alone', () => {
    const shapes = verdicts.map((verdict) => {
      const { container, unmount } = show(<VerdictMark verdict={verdict} />);
      const shape = container.querySelector('svg')?.innerHTML;
      unmount();
      return shape;
    });
    expect(new Set(shapes).size).toBe(verdicts.length);
    expect(shapes.every(Boolean)).toBe(true);
  });
});

describe('scores', () => {
  const score = { name: 'tone', passed: false, label: null, explanation: null };
  const markOf = (value: number | null, passed: boolean) => {
    const { container, unmount } = show(<ScoreList scores={[{ ...score, value, passed } as never]} />);
    const [mark, text] = [container.querySelector('svg')?.dataset['verdict'], container.textContent];
    unmount();
    return [mark, text];
  };

  it.each([
    [1, true, 'right', 'tone100 %'],
    [0.5, false, 'partial', 'tone50.0 %'],
    [0, false, 'wrong', 'tone0.0 %'],
    [null, false, 'unscored', 'tonen/a'],
  ])('of %s, passed %s, are %s', (value, passed, mark, text) =>
    expect(markOf(value, passed)).toEqual([
      mark,
      expect.stringMatching(new RegExp(text.replace('.0', '(\\.0)?'))),
    ]),
  );

  it('say what was found and why, with nothing hidden in it', () => {
    const { container } = show(
      <ScoreList
        scores={[
          {
            ...score,
            name: 'a\u202eb',
            value: 1,
            passed: true,
            label: 'x\u0007',
            explanation: 'be\u200bcause\nso',
          } as never,
        ]}
      />,
    );
    for (const hidden of ['\u202e', '\u0007', '\u200b']) expect(container.textContent).not.toContain(hidden);
    expect(container.textContent).toContain('cause\nso');
  });
});

import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { runOf } from '../../test/made-up/board-rows.ts';
import type { SampleRecord } from '../contract/sample.ts';
import { wrongAnswer, wrongAnswersText } from './wrong-answers-text.ts';

interface Given {
  outcome?: string;
  error?: string;
  message?: string;
  text?: string | null;
  expected?: unknown;
  scores?: object[];
  target?: string;
}
function recordOf({
  outcome = 'ok',
  error = '',
  message = '',
  text = 'said',
  expected = null,
  scores = [],
  target = 'a',
}: Given): SampleRecord {
  return {
    sample: { case_id: 'case-1', target_id: target, outcome, error_class: error },
    payload: {
      answer: text === null ? null : { text, reasoning: '', toolCalls: [], finishReason: null },
      expected,
      scores,
      error_message: message,
    },
  } as unknown as SampleRecord;
}
const score = (more: object) => ({
  name: 'exact',
  value: 0,
  passed: false,
  label: null,
  explanation: null,
  ...more,
});

describe('why an answer failed', () => {
  it.each<[string, Given, string]>([
    [
      'the scorer that did not pass',
      { scores: [score({ passed: true }), score({ name: 'tone', explanation: 'rude' })] },
      'tone: rude',
    ],
    ['a scorer without a word', { scores: [score({ value: 0.25 })] }, 'exact 0.25'],
    ['a scorer without a value', { scores: [score({ passed: null, value: null })] }, 'exact n/a'],
    ['its message', { outcome: 'error', error: 'rate_limit', message: 'slow down', text: null }, 'slow down'],
    ['its class', { outcome: 'error', error: 'rate_limit', text: null }, 'rate_limit'],
    ['its outcome', { outcome: 'timeout', text: null }, 'timeout'],
    [
      'that it was cut, and what the scorer says',
      { outcome: 'truncated', scores: [score({})] },
      'truncated; exact 0',
    ],
    ['nothing that is known', {}, 'not right'],
  ])('is %s', (_, given, reason) => {
    expect(wrongAnswer(recordOf(given)).reason).toBe(reason);
  });

  it('is told without scores that were made of nothing', () => {
    expect(wrongAnswer(recordOf({ outcome: 'error', message: 'gone', scores: [score({})] })).reason).toBe(
      'gone',
    );
  });

  it('stands with what was said and wanted, as far as that is kept', () => {
    expect(wrongAnswer(recordOf({ expected: { a: 1 } }))).toMatchObject({
      answer: 'said',
      expected: '{"a":1}',
    });
    const { sample } = recordOf({});
    expect(wrongAnswer({ sample, payload: null } as SampleRecord)).toEqual({
      caseId: 'case-1',
      answer: null,
      expected: null,
      reason: 'not right',
    });
  });
});

describe('answers that failed', () => {
  const look = { color: false, width: 70 };

  it('stand under their targets, in the order of the run, each in two lines that fit', () => {
    const long = `${'begin '.repeat(30)}\n\tthe end`;
    const text = wrongAnswersText(
      runOf(['a', 'b', 'c']),
      [
        recordOf({ target: 'c', text: long, expected: 'é'.repeat(90) }),
        recordOf({ target: 'a', text: null }),
      ],
      look,
    );
    const lines = text.split('\n');
    expect(lines.filter((line) => /^[abc]$/.test(line))).toEqual(['a', 'c']);
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(look.width);
    expect(text).toContain('no answer');
    expect(text).toMatch(/"begin .*…/);
  });

  it('are nothing where none failed', () => {
    expect(wrongAnswersText(runOf(['a']), [], look)).toBe('');
    expect(wrongAnswersText(runOf(['a']), [recordOf({ target: 'gone' })], look)).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { AssayError } from '../contract/errors.ts';
import { formatProblems, problemsJson } from './problems.ts';

const source = 'name: demo\ntargets:\n  - openai/gpt\n\ttempreature: 0\n';
const error = new AssayError('suite-invalid', 'The suite has a problem.', {
  problems: [
    {
      message: 'Unknown key "tempreature".',
      location: { file: '/home/me/here/suite.yaml', line: 4, column: 2 },
      expected: 'one of temperature, topP',
      remedy: 'Did you mean "temperature"?',
    },
  ],
});
const options = { color: false, cwd: '/home/me/here', readFile: () => source };

describe('formatProblems', () => {
  it('shows place, line with a caret, expectation and remedy', () => {
    expect(formatProblems(error, options)).toBe(
      [
        'error: The suite has a problem.',
        '',
        'suite.yaml:4:2',
        '  Unknown key "tempreature".',
        '    4 │ \ttempreature: 0',
        '      │ \t^',
        '  expected: one of temperature, topP',
        '  fix: Did you mean "temperature"?',
      ].join('\n'),
    );
  });
  it('shows no password of an address, and the caret where it was', () => {
    const line = "  - {baseUrl: 'http://user:hunter2@host/v1'}";
    const wrong = new AssayError('suite-invalid', 'Bad.', {
      problems: [{ message: 'Here.', location: { file: '/x.yaml', line: 1, column: 14 } }],
    });
    const text = formatProblems(wrong, { ...options, readFile: () => line });
    expect(text).toContain("    1 │   - {baseUrl: 'http://***@host/v1'}\n      │              ^");
    expect(text).not.toContain('hunter2');
  });
  it('does without the line when the file cannot be read', () => {
    const text = formatProblems(error, { ...options, readFile: () => null });
    expect(text).toContain('suite.yaml:4:2');
    expect(text).not.toContain('│');
  });
  it('keeps the caret on the screen in a long line', () => {
    const long = new AssayError('suite-invalid', 'Bad.', {
      problems: [{ message: 'Here.', location: { file: '/x.json', line: 1, column: 500 } }],
    });
    const lines = formatProblems(long, {
      ...options,
      readFile: () => `${'a'.repeat(499)}X${'b'.repeat(500)}`,
    }).split('\n');
    const caret = lines.findIndex((line) => line.endsWith('^'));
    expect(lines[caret]?.length).toBeLessThan(60);
    expect(lines[caret - 1]?.[(lines[caret] as string).length - 1]).toBe('X');
  });
  it('shows files outside the folder whole, and a remedy of the error itself', () => {
    const text = formatProblems(
      new AssayError('key-missing', 'No key.', {
        problems: [{ message: 'There.', location: { file: '/other/suite.yaml', line: 1 } }],
        remedy: 'Set OPENAI_API_KEY.',
      }),
      options,
    );
    expect(text).toContain('/other/suite.yaml:1\n');
    expect(text).toMatch(/fix: Set OPENAI_API_KEY\.$/);
  });
});

describe('problemsJson', () => {
  it('carries everything, versioned', () => {
    expect(JSON.parse(problemsJson(error))).toEqual({
      schema: 'assay.error/1',
      error: {
        code: 'suite-invalid',
        message: 'The suite has a problem.',
        remedy: null,
        problems: error.problems,
      },
    });
  });
});

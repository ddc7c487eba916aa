import { describe, expect, it } from 'vitest';
import { exampleSummary, exampleTargetSummary } from '../../test/example-summary.ts';
import { runExit } from './run-exit.ts';

const answered = exampleTargetSummary('answered');
const silent = exampleTargetSummary('silent', { outcomes: { error: 200 } });
const refusing = exampleTargetSummary('refusing', { outcomes: { refused: 200 } });

describe('runExit', () => {
  it('is ok when every target gave answers, refusals included', () => {
    expect(runExit(exampleSummary([answered, refusing]), false)).toBe('ok');
  });
  it('is partial when a target gave none or the run stopped early', () => {
    expect(runExit(exampleSummary([answered, silent]), false)).toBe('partial');
    expect(runExit(exampleSummary([answered], { status: 'partial' }), false)).toBe('partial');
  });
  it('is interrupted whatever else happened', () => {
    expect(runExit(exampleSummary([silent], { status: 'partial' }), true)).toBe('interrupted');
  });
});

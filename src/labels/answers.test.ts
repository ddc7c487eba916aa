import { describe, expect, it } from 'vitest';
import type { Sample, SampleRecord } from '../contract/sample.ts';
import { answersOf, labelOf, payloadsOf } from './answers.ts';

const sample = (sample_id: string, more: Partial<Sample> = {}) =>
  ({ sample_id, target_id: 't', case_id: 'c', outcome: 'ok', is_warmup: false, ...more }) as Sample;

describe('answers that can be labelled', () => {
  it('are those of the run that said something, without warm-up', async () => {
    async function* samples() {
      yield [sample('1'), sample('2', { outcome: 'error' }), sample('3', { is_warmup: true })];
      yield [];
      yield [sample('4', { outcome: 'truncated' }), sample('5', { outcome: 'dropped' })];
    }
    const answers = await answersOf({ samples } as never, 'run');
    expect(answers.map(({ sample_id }) => sample_id)).toEqual(['1', '4']);
    expect(answers[0]).toEqual({ sample_id: '1', target_id: 't', case_id: 'c' });
  });

  it('are shown in the order asked for; one that is no longer kept is left out', async () => {
    const detail = ['1', '2', '3'].map((id) => ({
      sample: sample(id),
      payload: id === '2' ? null : { sample_id: id },
    }));
    const store = { caseDetail: async () => detail as unknown as SampleRecord[] };
    const found = await payloadsOf(store as never, 'run', 'c', ['3', '2', 'gone', '1']);
    expect(found.map(({ sample_id }) => sample_id)).toEqual(['3', '1']);
  });
});

describe('the label of answers', () => {
  const one = { sample_id: 's1', target_id: 't', case_id: 'c' };
  const other = { ...one, sample_id: 's2' };

  it('says of one, or of two, what was said by whom and when', () => {
    const before = Date.now();
    const label = labelOf('run', [one], { criterion: 'correct', by: 'ada' }, 1);
    expect(label).toMatchObject({
      run_id: 'run',
      case_id: 'c',
      sample_id: 's1',
      other_sample_id: null,
      criterion: 'correct',
      value: 1,
      by: 'ada',
    });
    expect(label.at_ms).toBeGreaterThanOrEqual(before);
    expect(labelOf('run', [one, other], { criterion: 'better', by: 'ada' }, null)).toMatchObject({
      other_sample_id: 's2',
      value: null,
    });
  });
});

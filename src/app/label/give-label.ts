/** One answer, or two, as a person is shown them, and what that person says of them. */
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { blindAnswersSchema, givenLabelSchema, labelSchema } from '../../contract/label.ts';
import { labelOf, payloadsOf } from '../../labels/answers.ts';
import { appendLabel } from '../../labels/label-log.ts';
import { requireRun } from '../data/require-run.ts';
import { runInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { labelsPath } from './label-place.ts';

const noAnswer = (caseId: string) =>
  new AssayError('run-not-found', `There is no such answer to case "${caseId}" in this run.`, {
    remedy: 'Ask for the list of answers again: the run may have been deleted, or its texts no longer kept.',
  });

const id = z.string().min(1);

/** Without reasoning, which would tell which model it was. */
export const blindAnswers = defineUseCase({
  name: 'blindAnswers',
  summary: 'Reads the question, what is expected, and one answer or two; targets are not named.',
  input: z.strictObject({
    run: runInput,
    caseId: id,
    sampleId: id,
    otherSampleId: id.nullable().default(null).describe('the second of two answers'),
  }),
  output: blindAnswersSchema,
  async run({ run, caseId, sampleId, otherSampleId }, context) {
    const wanted = otherSampleId === null ? [sampleId] : [sampleId, otherSampleId];
    const payloads = await context.withStore(async (store) => {
      const { run_id } = await requireRun(store, run);
      return payloadsOf(store, run_id, caseId, wanted);
    });
    const [first] = payloads;
    if (!first || payloads.length < wanted.length) throw noAnswer(caseId);
    const answers = payloads.map(({ answer }) => ({
      text: answer?.text ?? '',
      toolCalls: answer?.toolCalls ?? [],
      ...(answer?.madeFiles && { madeFiles: answer.madeFiles }),
    }));
    return { messages: first.messages, expected: first.expected, answers };
  },
});

/** On disk when it resolves; `value` null takes back what this person said before. */
export const giveLabel = defineUseCase({
  name: 'giveLabel',
  summary: 'Keeps what a person says of an answer, or of two.',
  input: givenLabelSchema.extend({ run: runInput }),
  output: labelSchema,
  async run({ run, case_id, sample_id, other_sample_id, value, ...who }, context) {
    const label = await context.withStore(async (store) => {
      const { run_id } = await requireRun(store, run);
      const detail = await store.caseDetail(run_id, case_id);
      const find = (wanted: string) => detail.find(({ sample }) => sample.sample_id === wanted)?.sample;
      const first = find(sample_id);
      const second = other_sample_id === null ? undefined : find(other_sample_id);
      if (!first || (other_sample_id !== null && (!second || second === first))) throw noAnswer(case_id);
      return labelOf(run_id, second ? [first, second] : [first], who, value);
    });
    await appendLabel(labelsPath(context.dataDir), label);
    return label;
  },
});

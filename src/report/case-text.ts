/** One case with every answer to it, and the calls of a conversation one by one: for a person. */
import { oneLine } from '../base/one-line.ts';
import type { Answer } from '../contract/attempt.ts';
import type { ContentPart, Message } from '../contract/content.ts';
import { isAttachment, partsOf } from '../contract/content-parts.ts';
import type { Run } from '../contract/run.ts';
import type { Sample, SamplePayload, SampleStep } from '../contract/sample.ts';
import { formatCount, formatDuration, formatUsd } from '../view/format.ts';
import { paintWith, type Paint } from './paint.ts';

export interface CaseAnswer {
  sample: Sample;
  payload: SamplePayload | null;
}

export const indent = (text: string, by: string) => text.replaceAll(/^/gm, by);
const seconds = (ms: number | null) => formatDuration(ms === null ? null : ms / 1000);
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function partText(part: ContentPart): string {
  if (isAttachment(part)) return `[${part.alt ?? part.name}, ${part.mediaType}]`;
  if (part.type === 'tool-call') return `${part.name}(${part.arguments})`;
  return part.type === 'tool-result' ? `${part.name} → ${part.result}` : part.text;
}

const said = ({ role, content }: Message, paint: Paint) =>
  `${paint('dim', role)}\n${indent(partsOf(content).map(partText).join('\n'), '  ')}`;

export function answerText(answer: Pick<Answer, 'text' | 'toolCalls' | 'madeFiles'> | null): string {
  if (!answer) return 'no answer';
  const calls = answer.toolCalls.map((call) => `${call.name}(${call.arguments})`);
  const files = (answer.madeFiles ?? []).map((mediaType) => `[${mediaType}, not kept]`);
  return (
    [answer.text, ...files, ...calls].filter((line) => line !== '').join('\n') || 'the answer has no text'
  );
}

function stepText(step: SampleStep, index: number, paint: Paint): string {
  const facts = [
    `call ${index + 1}`,
    step.outcome === 'ok' ? '' : step.error_class || step.outcome,
    step.retried ? 'tried again' : '',
    `first token ${seconds(step.ttft_ms)}`,
    `all ${seconds(step.e2e_ms)}`,
    `${formatCount(step.input_tokens)} in, ${formatCount(step.output_tokens)} out`,
  ].filter((fact) => fact !== '');
  const answer = step.error_message === '' ? answerText(step.answer) : step.error_message;
  return [
    ...step.sent.map((message) => said(message, paint)),
    paint('dim', facts.join(' · ')),
    indent(answer, '  '),
  ].join('\n');
}

const maxBodyLength = 4000;

/** What the provider sent, where the line leaves something out. */
const bodyText = ({ error_body }: SamplePayload): string[] =>
  error_body === undefined ? [] : [`what came: ${oneLine(error_body, maxBodyLength)}`];

function sampleText(
  { sample, payload }: CaseAnswer,
  label: string,
  isRepeated: boolean,
  paint: Paint,
): string {
  const verdict = sample.correct === null ? sample.outcome : sample.correct ? 'right' : 'wrong';
  const facts = [
    paint('bold', label),
    ...(isRepeated ? [`repeat ${sample.repeat + 1}`] : []),
    verdict,
    ...(sample.outcome === 'ok' ? [] : [sample.error_class || sample.finish_reason || sample.outcome]),
    seconds(sample.e2e_ms),
    sample.cost_nanousd === null ? 'cost n/a' : `$${formatUsd(sample.cost_nanousd / 1e9)}`,
  ];
  const body = payload
    ? (payload.steps?.map((step, i) => stepText(step, i, paint)) ?? [
        payload.error_message === '' ? answerText(payload.answer) : payload.error_message,
        ...bodyText(payload),
      ])
    : ['the answer is no longer kept'];
  const scores = (payload?.scores ?? []).map(
    ({ name, value, explanation }) =>
      `${name} ${value === null ? 'n/a' : value}${explanation === null ? '' : `: ${explanation}`}`,
  );
  return [
    facts.join(' · '),
    ...body.map((text) => indent(text, '  ')),
    ...scores.map((s) => indent(s, '  ')),
  ].join('\n');
}

/** What was asked, and what is expected where something is. */
export function questionText(
  { messages, expected }: Pick<SamplePayload, 'messages' | 'expected'>,
  paint: Paint,
): string[] {
  const wanted = expected ?? null;
  return [
    ...messages.map((message) => said(message, paint)),
    ...(wanted === null ? [] : [`${paint('dim', 'expected')}\n${indent(asText(wanted), '  ')}`]),
  ];
}

/** The prompt as the first answer keeps it, what is expected, and each target's answers. */
export function caseText(run: Run, caseId: string, answers: CaseAnswer[], look: { color: boolean }): string {
  const paint = paintWith(look.color);
  const first = answers.find(({ payload }) => payload)?.payload;
  const labels = new Map(run.targets.map(({ id, label }) => [id, label]));
  const isRepeated = answers.some(({ sample }) => sample.repeat > 0);
  return [
    paint('bold', `case ${caseId}`),
    ...(first ? questionText(first, paint) : []),
    '',
    ...answers.map((answer) =>
      sampleText(answer, labels.get(answer.sample.target_id) ?? answer.sample.target_id, isRepeated, paint),
    ),
  ].join('\n');
}

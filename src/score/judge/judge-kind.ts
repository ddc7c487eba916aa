/** What all judges have in common: whom they ask, what they are shown, how several votes become one. */
import { z } from 'zod';
import type { Fenced } from '../../base/fence.ts';
import type { Answer } from '../../contract/attempt.ts';
import { textOf } from '../../contract/content-parts.ts';
import { httpAddressSchema } from '../../contract/http-address.ts';
import type { AskJudge, JudgeModel, Judging } from '../../contract/judge.ts';
import { scopeLimitsSchema } from '../../contract/limits.ts';
import type { ScoreContext, ScorerKind, Verdict } from '../../contract/score.ts';
import type { Case } from '../../contract/suite.ts';
import { expectedTexts } from '../expected-texts.ts';
import { findSources } from '../find-sources.ts';
import { parseOptions } from '../parse-options.ts';
import { askForVerdict, type Asked } from './ask-judge.ts';
import { judgeQuestion } from './judge-question.ts';

const model = z.string({ error: 'provider/model' }).regex(/^[^/]+\/.+/, 'provider/model');

const judgeOptions = {
  judge: z.union([model, z.array(model).min(1).max(9)], { error: 'provider/model, or a list of up to 9' }),
  baseUrl: httpAddressSchema.optional().describe('of an OpenAI-compatible endpoint, for all judges'),
  limits: scopeLimitsSchema
    .optional()
    .describe(
      'for this scorer’s calls to each of its judges; default: 8 concurrent calls, half of the quota left to others',
    ),
};

/** What is to be judged. */
export interface Material {
  question: string;
  answer: string;
  expected: string[] | null;
  /** Sources of the case, from the variable named by the option `context`. */
  context: string | null;
}

/** A vote's value and short word. `null`: nothing could be said. */
export interface Vote {
  value: number | null;
  label: string;
  reason: string;
}

/** One way to put the question; a judge that must see both orders has two. */
export interface Ask<Said> {
  task: string;
  shown: Fenced[];
  schema: z.ZodType<Said>;
}

export interface JudgeDefinition<Shape extends z.ZodRawShape, Said> {
  type: string;
  summary: string;
  options: Shape;
  /** What must be there, else why the answer cannot be scored. */
  lacks?(material: Material): string | null;
  asks(options: z.infer<z.ZodObject<Shape>>, material: Material): Ask<Said>[];
  /** Of what was said to each of `asks`, in their order. */
  vote(said: Said[], options: z.infer<z.ZodObject<Shape>>): Vote;
}

function materialOf(answer: Answer, testCase: Case, context: ScoreContext, name: string): Material {
  const calls = answer.toolCalls.map((call) => `${call.name}(${call.arguments})`);
  const sources = findSources(testCase.variables[name]);
  return {
    question: (context.messages ?? []).map(({ role, content }) => `${role}: ${textOf(content)}`).join('\n\n'),
    answer: [answer.text, ...calls].filter((line) => line !== '').join('\n'),
    expected: expectedTexts(testCase.expected),
    context: sources?.map(({ id, text }) => `[${id}] ${text}`).join('\n\n') ?? null,
  };
}

interface Judged {
  model: string;
  vote: Vote;
  calls: number;
  cost_nanousd: number | null;
}

function joined(judged: readonly Judged[]): Verdict {
  const known = judged.flatMap(({ vote }) => (vote.value === null ? [] : [vote.value]));
  const costs = judged.map(({ cost_nanousd }) => cost_nanousd);
  const judging: Judging = {
    votes: judged.map(({ model: name, vote: { value, label, reason } }) => ({
      model: name,
      value,
      label,
      reason,
    })),
    calls: judged.reduce((sum, { calls }) => sum + calls, 0),
    cost_nanousd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
  const labels = [...new Set(judged.map(({ vote }) => vote.label).filter((label) => label !== ''))];
  return {
    value: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length,
    label: labels.join(', '),
    explanation: judged
      .map(({ model: name, vote }) => (judged.length > 1 ? `${name}: ${vote.reason}` : vote.reason))
      .join(' '),
    metadata: { judged: judging },
  };
}

/** A kind of scorer out of what is special to one judge. */
export function judgeKind<Shape extends z.ZodRawShape, Said>(
  definition: JudgeDefinition<Shape, Said>,
): ScorerKind {
  const { type, summary, lacks, asks, vote } = definition;
  const common = { ...judgeOptions, context: z.string().min(1).default('context') };
  const schema = z.strictObject({ ...common, ...definition.options });
  return {
    type,
    summary,
    needs: 'judge',
    prepare(given, _spec, services) {
      const options = parseOptions(type, schema, given) as z.infer<z.ZodObject<Shape>> &
        z.infer<z.ZodObject<typeof common>>;
      const models = [options.judge]
        .flat()
        .map((name): JudgeModel => ({ model: name, baseUrl: options.baseUrl, limits: options.limits }));
      const one = async (ask: AskJudge, judge: JudgeModel, material: Material): Promise<Judged> => {
        const replies = await Promise.all(
          asks(options, material).map((question) =>
            askForVerdict(
              ask,
              judge,
              judgeQuestion(question.task, question.shown, z.toJSONSchema(question.schema)),
              question.schema,
            ),
          ),
        );
        return {
          model: judge.model,
          ...spentOf(replies),
          vote: voteOf(judge, replies, (said) => vote(said, options)),
        };
      };
      return async (answer, testCase, context = {}) => {
        const material = materialOf(answer, testCase, context, options.context);
        if (material.answer === '') return { value: 0, explanation: 'The answer is empty.' };
        const missing = lacks?.(material) ?? null;
        if (missing !== null) return { value: null, explanation: missing };
        const ask = services?.judge;
        if (!ask) return { value: null, explanation: 'No judge is available.' };
        return joined(await Promise.all(models.map((judge) => one(ask, judge, material))));
      };
    },
  };
}

function spentOf<Said>(replies: readonly Asked<Said>[]): Pick<Judged, 'calls' | 'cost_nanousd'> {
  const costs = replies.map(({ cost_nanousd }) => cost_nanousd);
  return {
    calls: replies.reduce((sum, { calls }) => sum + calls, 0),
    cost_nanousd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

function voteOf<Said>(
  judge: JudgeModel,
  replies: readonly Asked<Said>[],
  vote: (said: Said[]) => Vote,
): Vote {
  const fault = replies.find(({ verdict }) => verdict === null)?.fault;
  if (fault !== undefined)
    return { value: null, label: '', reason: `${judge.model} returned no verdict: ${fault}.` };
  return vote(replies.map(({ verdict }) => verdict as Said));
}

/** A verdict from a judge: asked, read, asked once more when it cannot be read, else given up with the reason. */
import type { z } from 'zod';
import type { AskJudge, JudgeModel, JudgeQuestion } from '../../contract/judge.ts';
import { issueProblems, problemSentence } from '../../contract/problems/issue-problems.ts';
import { findJson } from '../find-json.ts';

export interface Asked<Verdict> {
  verdict: Verdict | null;
  /** Why there is none; `''` when there is. */
  fault: string;
  calls: number;
  /** `null` when any call's cost is not known. */
  cost_nanousd: number | null;
}

function read<Verdict>(text: string, schema: z.ZodType<Verdict>): { verdict: Verdict } | { fault: string } {
  const found = findJson(text);
  if (!found.found) return { fault: `there is no JSON in it (${found.reason})` };
  const parsed = schema.safeParse(found.value);
  if (parsed.success) return { verdict: parsed.data };
  const context = { schema, value: found.value, noun: 'the object' };
  const [problem] = issueProblems(parsed.error.issues, context);
  return { fault: problem ? problemSentence(problem).replace(/\.$/, '') : 'the object has another form' };
}

/** `schema` is what the verdict must be; the judge is told it as JSON schema. */
export async function askForVerdict<Verdict>(
  ask: AskJudge,
  model: JudgeModel,
  question: JudgeQuestion,
  schema: z.ZodType<Verdict>,
): Promise<Asked<Verdict>> {
  let [calls, cost]: [number, number | null] = [0, 0];
  let fault = '';
  for (const again of [false, true]) {
    const instructions = again
      ? `${question.instructions}\n\nYour last reply could not be read: ${fault}. Reply with the JSON object alone.`
      : question.instructions;
    const reply = await ask(model, { ...question, instructions });
    calls++;
    cost = cost === null || reply.cost_nanousd === null ? null : cost + reply.cost_nanousd;
    if (reply.text === null)
      return { verdict: null, fault: reply.failure ?? 'no answer', calls, cost_nanousd: cost };
    const result = read(reply.text, schema);
    if ('verdict' in result) return { verdict: result.verdict, fault: '', calls, cost_nanousd: cost };
    fault = result.fault;
  }
  return { verdict: null, fault: `its reply could not be read: ${fault}`, calls, cost_nanousd: cost };
}

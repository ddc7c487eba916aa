/** A fitted cascade as source of a middleware for the AI SDK: the second part of what `aiSdkMiddleware` writes. */
import type { CascadePolicy } from '../contract/route.ts';
import { stringLiteral } from './string-literal.ts';

const quoted = stringLiteral;

/** When the second one is asked too, in words. */
export function unsureWhen({ escalate }: CascadePolicy): string {
  if (escalate.on === 'output_tokens') return `it wrote more than ${escalate.above} output tokens`;
  return escalate.on === 'check'
    ? `its ${quoted(escalate.score)} is below ${escalate.below}`
    : `a share below ${escalate.below} of ${escalate.calls} of its answers says the same`;
}

/** Asks the first and returns its answer when it is sure. */
function firstAnswer({ escalate }: CascadePolicy, first: string): string {
  if (escalate.on === 'agreement')
    return `const asked = Array.from({ length: ${escalate.calls} }, () => models[${first}].doGenerate(params));
      const answers = (await Promise.allSettled(asked)).flatMap((one) =>
        one.status === 'fulfilled' ? [one.value] : [],
      );
      const said = answers.map((one) => textOf(one).trim().toLowerCase().replaceAll(/\\s+/gu, ' '));
      const votes = said.map((text) => said.filter((other) => other === text).length);
      const most = answers[votes.indexOf(Math.max(...votes))];
      if (most && Math.max(...votes) / ${escalate.calls} >= ${escalate.below}) return most;`;
  const isSure =
    escalate.on === 'output_tokens'
      ? `(answer.usage.outputTokens.total ?? Infinity) <= ${escalate.above}`
      : `(await check(textOf(answer), params)) >= ${escalate.below}`;
  return `const answer = await Promise.resolve(models[${first}].doGenerate(params)).catch(() => null);
      if (answer && ${isSure}) return answer;`;
}

const textOf = `
const textOf = ({ content }: LanguageModelV4GenerateResult) =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('');
`;

/** `keyOf`: a target's name in `models`, quoted. */
export function cascadeMiddleware(cascade: CascadePolicy, keyOf: (id: string) => string): string {
  const [first, second] = [keyOf(cascade.first), keyOf(cascade.second)];
  const { on } = cascade.escalate;
  const check =
    on === 'check'
      ? ['check: (text: string, params: LanguageModelV4CallOptions) => number | Promise<number>,']
      : [];
  const parameters = [`models: Record<${first} | ${second}, LanguageModelV4>,`, ...check];
  return `${on === 'output_tokens' ? '' : textOf}
// ${first} first; ${second} too when it fails or ${unsureWhen(cascade)}.
// What was streamed cannot be taken back: streams go to the second.
export function assayCascade(
  ${parameters.join('\n  ')}
): LanguageModelV4Middleware {
  return {
    specificationVersion: 'v4',
    wrapGenerate: async ({ params }) => {
      ${firstAnswer(cascade, first)}
      return models[${second}].doGenerate(params);
    },
    wrapStream: ({ params }) => models[${second}].doStream(params),
  };
}
`;
}

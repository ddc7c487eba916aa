import { textOf } from '../../contract/content-parts.ts';
import type { Case, Prompt, ScorerSpec, Suite, SuiteFile } from '../../contract/suite.ts';
import { renderMessages } from '../../suite/render-messages.ts';

/** What is written as it is must not be taken for a variable when the mixed suite is read. */
const literally = (text: string) => text.replaceAll('{{', '\\{{');

function scorerEntry({ options, ...spec }: ScorerSpec) {
  return { ...options, ...spec };
}

function caseEntry(suite: Suite, prompt: Prompt, testCase: Case) {
  const { id, category, cluster, tags, weight, tools, scorers, expected } = testCase;
  return {
    id: `${suite.name}/${id}`,
    messages: renderMessages(prompt, testCase).flatMap(({ role, content }) =>
      role === 'tool' ? [] : { role, content: literally(textOf(content)) },
    ),
    ...(expected !== undefined && { expected }),
    category: category === undefined ? suite.name : `${suite.name}: ${category}`,
    ...(cluster !== undefined && { cluster: `${suite.name}/${cluster}` }),
    tags,
    weight,
    ...(tools.length > 0 && { tools }),
    scorers: scorers.map(scorerEntry),
  };
}

/**
 * One suite file with the cases of several suites, each under the first prompt of its own suite, in turns, so that the
 * first cases show something of all of them.
 */
export function mixSuites(name: string, suites: Suite[]): SuiteFile {
  const lists = suites.map((suite) => {
    const prompt = suite.prompts[0];
    return prompt ? suite.cases.map((testCase) => caseEntry(suite, prompt, testCase)) : [];
  });
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const cases = Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
  return {
    name,
    description: suites.map((suite) => suite.name).join(', '),
    parameters: { temperature: 0, maxOutputTokens: 2000 },
    // one retry: enough to get over a hiccup, few enough that a target that errs often is seen to
    limits: { retries: 1 },
    warmup: 2,
    cases,
  };
}

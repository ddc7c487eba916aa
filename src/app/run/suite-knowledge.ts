import type { Suite } from '../../contract/suite.ts';
import { knowledgeOf, type KnowledgeItem } from '../../simulator/knowledge.ts';
import { renderMessages } from '../../suite/render-messages.ts';

/** The right answers of a suite, for simulated models to know. */
export function suiteKnowledge(suite: Suite): KnowledgeItem[] {
  return knowledgeOf(suite, (caseIndex) => {
    const testCase = suite.cases[caseIndex];
    return testCase ? suite.prompts.map((prompt) => renderMessages(prompt, testCase)) : [];
  });
}

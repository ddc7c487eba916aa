import { escapeTemplate, fillKnown, fillTemplate } from '../base/template.ts';
import type { Message } from '../contract/content.ts';
import type { Case } from '../contract/suite.ts';

type Variables = Case['variables'];
type ChangeText = (text: string) => string;

export const inTexts = (content: Message['content'], change: ChangeText): Message['content'] =>
  typeof content === 'string'
    ? change(content)
    : content.map((part) => (part.type === 'text' ? { ...part, text: change(part.text) } : part));

/** Of a row of data only the names that it has are filled in: its other braces are its own. */
export const fillerFor =
  (isRow: boolean, variables: Variables): ChangeText =>
  (text) =>
    isRow ? fillKnown(text, variables) : fillTemplate(text, variables);

/** An input without variables beside it has nothing to be filled in with, and stays as it is written. */
export function fillInput(input: string, variables: Variables, isRow: boolean): string {
  return Object.keys(variables).length === 0 ? input : fillerFor(isRow, variables)(input);
}

/** A message of a data file, filled in; what is left of braces in it is sent as it is. */
export const sentAsWritten = ({ role, content }: Message, variables: Variables): Message => ({
  role,
  content: inTexts(content, (text) => escapeTemplate(fillKnown(text, variables))),
});

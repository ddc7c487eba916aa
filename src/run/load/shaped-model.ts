import type { Model } from '../../contract/model.ts';
import type { Message } from '../../contract/suite.ts';

/** What single calls of a phase have of their own, by the messages they send. */
export interface ShapedModel extends Model {
  /** The answer to these messages is to have so many tokens at most. */
  bound(messages: Message[], maxOutputTokens: number): void;
}

/** `keepMessages`: each result carries what was sent, as the plan alone does not tell it. */
export function shapedModel(model: Model, keepMessages: boolean): ShapedModel {
  const bounds = new WeakMap<Message[], number>();
  return {
    bound: (messages, maxOutputTokens) => void bounds.set(messages, maxOutputTokens),
    async call(request) {
      const { messages, target } = request;
      const maxOutputTokens = bounds.get(messages);
      const parameters =
        maxOutputTokens === undefined ? target.parameters : { ...target.parameters, maxOutputTokens };
      const result = await model.call({ ...request, target: { ...target, parameters } });
      return keepMessages ? { ...result, messages } : result;
    },
  };
}

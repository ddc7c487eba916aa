import type { ContentPart, Message } from '../../contract/content.ts';
import type { AnswerPart } from '../readers/answer-part.ts';

type Spoken = Extract<ContentPart, { type: 'text' | 'reasoning' }>;

/**
 * The assistant's turn in the order it came, with what the provider wants to see again: signatures of its reasoning, ids of
 * its items. As in the AI SDK's own loop, the latest metadata of a part stands.
 */
export class TurnBuilder {
  readonly #parts: ContentPart[] = [];
  readonly #open = new Map<string, Spoken>();

  add(part: AnswerPart): void {
    switch (part.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
        this.#speak('text', part);
        break;
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end':
        this.#speak('reasoning', part);
        break;
      case 'turn-text':
        this.#parts.push({ type: 'text', text: part.text, ...metadataOf(part) });
        break;
      case 'tool-call':
        // what ran at the provider goes back only where the provider knows it by its id
        if (part.providerExecuted && part.providerMetadata === undefined) break;
        this.#parts.push({
          ...(part.providerExecuted && { providerExecuted: true }),
          type: 'tool-call',
          id: part.toolCallId,
          name: part.toolName,
          arguments: part.input,
          ...metadataOf(part),
        });
    }
  }

  #speak(
    type: Spoken['type'],
    part: { type: string; id: string; delta?: string; providerMetadata?: unknown },
  ): void {
    const key = `${type} ${part.id}`;
    const spoken: Spoken = this.#open.get(key) ?? { type, text: '' };
    if (!this.#open.has(key)) {
      this.#open.set(key, spoken);
      this.#parts.push(spoken);
    }
    spoken.text += part.delta ?? '';
    Object.assign(spoken, metadataOf(part));
    // some providers use one id for what comes before and after a tool call
    if (part.type.endsWith('-end')) this.#open.delete(key);
  }

  turn(): Message {
    const content = this.#parts.filter(
      (part) => part.type !== 'text' || part.text !== '' || part.providerOptions !== undefined,
    );
    return { role: 'assistant', content };
  }
}

function metadataOf(part: { providerMetadata?: unknown }): Pick<Spoken, 'providerOptions'> {
  return part.providerMetadata === undefined
    ? {}
    : { providerOptions: part.providerMetadata as NonNullable<Spoken['providerOptions']> };
}

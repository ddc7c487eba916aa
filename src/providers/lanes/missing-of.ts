import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { isAttachment, partsOf } from '../../contract/content-parts.ts';
import type { LaneCall } from './protocol.ts';

/**
 * Some packages leave out what they cannot send and only warn. An answer to half a question is none: without a picture, a
 * document or the schema that the suite names, the call has failed.
 */
export function missingOf(call: LaneCall, unsupported: string[]): Error | null {
  const hasAttachment = call.messages.some(({ content }) => partsOf(content).some(isAttachment));
  const hasSchema = typeof call.parameters.responseFormat === 'object';
  const feature = unsupported.find(
    (name) =>
      (hasAttachment && /part type|file|image|media/i.test(name)) ||
      (hasSchema && /responseFormat|schema/i.test(name)),
  );
  if (feature === undefined) return null;
  const message = `the package of this provider does not support: ${feature}`;
  return new UnsupportedFunctionalityError({ functionality: feature, message });
}

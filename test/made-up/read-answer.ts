import { AnswerBuilder } from '../../src/providers/lanes/answer-builder.ts';
import type { AnswerContext, JsonObject, OpenReader } from '../../src/providers/readers/answer-reader.ts';

/** What a reader makes of frames, each a millisecond after the last, with the name it was sent under or without; or of a body in one piece. */
export function readAnswer(
  open: OpenReader,
  given: (JsonObject | [event: string, frame: JsonObject])[] | { whole: unknown },
  context: Partial<AnswerContext> = {},
): AnswerBuilder {
  const timestamps = Array.isArray(given) ? given.map((_, i) => i + 1) : [1];
  const builder = new AnswerBuilder(timestamps, { keepTurn: true });
  const whole: AnswerContext = { vendorId: 'mine', toolNames: new Set(), structuredTool: null, ...context };
  const reader = open((part) => builder.add(part), whole);
  if (Array.isArray(given))
    for (const each of given) {
      builder.nextFrame();
      if (Array.isArray(each)) reader.frame(each[1], each[0]);
      else reader.frame(each, '');
    }
  else {
    builder.nextFrame();
    reader.whole(given.whole);
  }
  reader.end();
  return builder;
}

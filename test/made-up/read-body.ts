import { AnswerBuilder } from '../../src/providers/lanes/answer-builder.ts';
import type { Thrown } from '../../src/providers/lanes/conclude-call.ts';
import type { OpenReader } from '../../src/providers/readers/answer-reader.ts';
import { AnswerResponse } from '../../src/providers/readers/answer-response.ts';
import { ResponseHeaders } from '../../src/providers/transport/response-headers.ts';

export interface ReadBody {
  builder: AnswerBuilder;
  thrown: Thrown;
}

/** What is read of a body whose pieces arrive ten milliseconds apart, from 0; `brokenBy`: how its connection ended. */
export function readBody(
  open: OpenReader,
  contentType: string,
  pieces: readonly Uint8Array[],
  brokenBy?: Error,
): ReadBody {
  const timestamps: number[] = [];
  const builder = new AnswerBuilder(timestamps);
  let thrown: Thrown = null;
  const context = { vendorId: 'mine', toolNames: new Set<string>(), structuredTool: null };
  const response = new AnswerResponse(timestamps, builder, open, context, (what) => {
    thrown = what;
  });
  response.head(200, new ResponseHeaders(['content-type', contentType]));
  for (const [i, piece] of pieces.entries()) response.data(piece, i * 10);
  if (brokenBy) response.fail(brokenBy);
  else response.end();
  return { builder, thrown };
}

/** `cuts`: where, in any order; taken modulo the length. */
export function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

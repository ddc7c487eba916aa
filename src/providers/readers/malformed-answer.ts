import { headOf } from '../../base/cut-text.ts';

/** What came is no answer of an API at all. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

/** An answer in one piece that is none of this wire's. `wanted`: what it should have. */
export const withoutWanted = (body: unknown, wanted: string): MalformedAnswer =>
  new MalformedAnswer(`the answer has no ${wanted}: ${headOf(JSON.stringify(body), 200)}`);

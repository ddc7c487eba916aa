/** What came is no answer of an API at all. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

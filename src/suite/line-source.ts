import { nodeSource } from './node-source.ts';
import type { Path } from '../contract/problems/value-path.ts';
import type { PlaceOptions, Source } from './source.ts';

/** A line of JSON with its place in its file: there is one for every case while a suite is read, so it holds no more than it must. */
class LineSource implements Source {
  readonly #text: string;
  readonly #file: string;
  readonly #lineOffset: number;

  constructor(text: string, file: string, lineOffset: number) {
    this.#text = text;
    this.#file = file;
    this.#lineOffset = lineOffset;
  }

  /** Parses the line anew: it is asked for what is wrong, and mostly never. */
  place(path: Path, options?: PlaceOptions): ReturnType<Source['place']> {
    return nodeSource(this.#text, { file: this.#file, lineOffset: this.#lineOffset }).place(path, options);
  }

  /** Its numbers are as they are written already: to ask the text again would parse every row once more. */
  written(): undefined {
    return undefined;
  }
}

/** `lineOffset`: lines before it. */
export const lineSource = (text: string, file: string, lineOffset: number): Source =>
  new LineSource(text, file, lineOffset);

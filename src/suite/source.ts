/**
 * Room `suite`: takes a suite file and its data files, gives a `Suite` or every problem in them with its place.
 * It never calls a model and never scores.
 */
import type { Problem, SourceLocation } from '../contract/errors.ts';
import { formatPath, type Path } from '../contract/problems/value-path.ts';

interface Place {
  location: SourceLocation;
  path?: string;
}

export interface PlaceOptions {
  /** Point at the key of the last step instead of its value. */
  key?: boolean;
  /** Point at the first such text inside the value, when it can be found. */
  text?: string;
}

/** A parsed document (or a part of one) that can say where each of its values stands. */
export interface Source {
  /** The place of the value at `path`, or of the nearest container that exists. */
  place(path: Path, options?: PlaceOptions): Place;
  /** The characters of a scalar as written, without quotes; `undefined` when there are none (a module) or it is no scalar. */
  written(path: Path): string | undefined;
}

/** The part of a source below `prefix`. */
export function within(source: Source, ...prefix: Path): Source {
  return {
    place: (path, options) => source.place([...prefix, ...path], options),
    written: (path) => source.written([...prefix, ...path]),
  };
}

/** A source that knows only its file: a module, whose values have no place. */
export function fileSource(file: string): Source {
  return {
    place: (path) =>
      path.length === 0 ? { location: { file } } : { location: { file }, path: formatPath(path) },
    written: () => undefined,
  };
}

/** Collects problems, so that all of them are reported at once. */
export type Report = (problem: Problem) => void;

/** A document's plain value with the places of its parts. */
export interface ReadDocument {
  value: unknown;
  source: Source;
}

/** Told of a file before it is read; throws to keep it from being read. */
export type OnFile = (path: string) => void | Promise<void>;

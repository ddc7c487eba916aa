/** Token counts as wires write them, made into disjoint buckets; what cannot be right is unknown. */
import type { Tokens } from '../../contract/attempt.ts';
import type { JsonObject } from './answer-reader.ts';
import { splitOff } from '../lanes/modality-counts.ts';
import { countOf } from './fields.ts';

export { countOf };

const less = (total: number | null, ...parts: (number | null)[]): number | null => {
  if (total === null) return null;
  const rest = parts.reduce<number>((left, part) => left - (part ?? 0), total);
  return rest < 0 ? null : rest;
};

const sum = (...parts: (number | null)[]): number | null =>
  parts.reduce((all, part) => (all === null || part === null ? null : all + part), 0);

/** Either what was fresh or the whole input is given; either the visible output or the whole. `null`: not told, or not to be believed. */
export interface Counts {
  fresh?: number | null;
  inputTotal?: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  cacheWrite1h?: number;
  visible?: number | null;
  outputTotal?: number | null;
  reasoning: number | null;
  /** Sound and pictures: of the fresh input, of the visible output. */
  inputAudio?: number;
  inputImage?: number;
  outputAudio?: number;
  outputImage?: number;
}

export function tokensOfCounts(given: Counts): Tokens {
  const { cacheRead, cacheWrite, cacheWrite1h, reasoning } = given;
  const cached = [cacheRead, cacheWrite, cacheWrite1h ?? 0];
  const fresh = given.fresh ?? less(given.inputTotal ?? null, ...cached);
  const visible = given.visible ?? less(given.outputTotal ?? null, reasoning);
  const asked = splitOff(fresh, given.inputAudio ?? 0, given.inputImage ?? 0);
  const said = splitOff(visible, given.outputAudio ?? 0, given.outputImage ?? 0);
  return {
    input: asked.rest,
    ...(asked.audio > 0 && { inputAudio: asked.audio }),
    ...(asked.image > 0 && { inputImage: asked.image }),
    cacheRead,
    cacheWrite,
    ...(cacheWrite1h ? { cacheWrite1h } : {}),
    output: said.rest,
    ...(said.audio > 0 && { outputAudio: said.audio }),
    ...(said.image > 0 && { outputImage: said.image }),
    reasoning,
    inputTotal: given.inputTotal ?? sum(fresh, ...cached.map((count) => count ?? 0)),
    outputTotal: given.outputTotal ?? sum(visible, reasoning ?? 0),
  };
}

/** Reports of usage in turn. The later stands, count by count; nothing and zero do not take back what was told. */
export class JoinedUsage {
  readonly all: JsonObject = {};

  add(report: JsonObject): void {
    for (const name of Object.keys(report)) {
      const value = report[name];
      const isNothing =
        value === null || value === undefined || (value === 0 && this.all[name] !== undefined);
      if (!isNothing && name !== '__proto__') this.all[name] = value;
    }
  }
}

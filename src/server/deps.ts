import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext } from '../app/context.ts';
import { AssayError } from '../contract/errors.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import type { Adopter } from './adopt.ts';
import type { ServerOptions } from './server-options.ts';
import type { Summaries } from '../app/runs/summaries.ts';

export type App = OpenAPIHono;

/** What the routes work with. */
export interface Deps extends ServerOptions {
  summaries: Summaries;
  /** For use cases: over the store of this server. */
  useCases: AppContext;
  adopter: Adopter;
}

/** Throws `run-not-found`. */
export async function requireRun(store: ResultStore, id: string): Promise<Run> {
  const run = await store.getRun(id);
  if (run) return run;
  throw unknownRun(id);
}

export function unknownRun(id: string): AssayError {
  return new AssayError('run-not-found', `There is no run "${id}".`, {
    remedy: 'See the list of runs for what is stored.',
  });
}

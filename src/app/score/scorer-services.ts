/** What scorers get from outside: a place to run programs, vectors of texts. */
import { dirname, resolve } from 'node:path';
import { nodePath } from '../../base/own-process.ts';
import type { Run } from '../../contract/run.ts';
import type { Program, SandboxFound } from '../../contract/program.ts';
import type { ScorerServices } from '../../contract/score.ts';
import type { ScorerSpec, Suite } from '../../contract/suite.ts';
import { scoreInPool } from '../../compute-pool/score-in-pool.ts';
import { createEmbedder } from '../../providers/embed.ts';
import type { AppContext } from '../context.ts';
import { openJudges, type JudgeOptions } from './ask-judges.ts';
import { createSandbox } from '../../sandbox/create-sandbox.ts';
import { kindOf } from '../../score/prepare-scorer.ts';

export interface OwnedServices {
  services: ScorerServices;
  close(): Promise<void>;
}

/** What paths are relative to, and where keys and programs are found. */
export type ServicesPlace = Pick<AppContext, 'cwd' | 'env'>;

/**
 * Nothing is started before a scorer asks for it. `suitePath`: what paths of scorers are relative to. Without `judges` none is asked: reading
 * a journal again must cost nothing.
 */
export function openScorerServices(
  suitePath: string | null,
  { cwd, env }: ServicesPlace,
  judges?: Pick<JudgeOptions, 'prices' | 'simulated'>,
): OwnedServices {
  const folder = suitePath === null ? cwd : dirname(resolve(cwd, suitePath));
  const sandbox = createSandbox({ folder, nodePath, searchPath: env['PATH'] ?? '' });
  const asked = judges && openJudges({ env, ...judges });
  return {
    services: {
      inComputePool: scoreInPool,
      sandbox,
      embed: createEmbedder(env),
      ...(asked && { judge: asked.ask }),
    },
    close: async () => {
      await sandbox.close();
      await asked?.close();
    },
  };
}

/** The program a spec starts, as far as its options tell. */
function programOf({ type, options }: ScorerSpec): string {
  const { command, language } = options;
  if (Array.isArray(command)) return String(command[0]);
  return type === 'code' && language === 'python' ? 'python3' : 'node';
}

const limits = { wallSeconds: 10, memoryMb: 256, outputKb: 16, filesMb: 1, processes: 32 };

const runningIn = (suite: Pick<Suite, 'cases'>): ScorerSpec[] =>
  [...new Set(suite.cases.flatMap((testCase) => testCase.scorers))].filter(
    (spec) => kindOf(spec).needs === 'sandbox',
  );

/** What keeps the programs of a suite in on this machine; `null` when it runs none. */
export async function detectSandbox(
  suite: Pick<Suite, 'cases'>,
  suitePath: string | null,
  place: ServicesPlace,
): Promise<SandboxFound | null> {
  if (runningIn(suite).length === 0) return null;
  const { services, close } = openScorerServices(suitePath, place);
  try {
    return (await services.sandbox?.sandboxIsolation()) ?? null;
  } catch (error) {
    return { refused: (error as Error).message };
  } finally {
    await close();
  }
}

/** Throws `not-allowed` when a scorer of the suite needs what this machine cannot give, before a call is paid for. */
export async function checkScorerServices(
  suite: Pick<Suite, 'cases'>,
  { sandbox }: ScorerServices,
): Promise<void> {
  for (const command of new Set(runningIn(suite).map(programOf))) {
    const program: Program = { command: [command, '--version'], files: {}, readable: [], limits };
    await sandbox?.run(program, '');
  }
}

/** Powers for stored runs, each by the place of its suite; ended afterwards. */
export async function withScorerServices<Result>(
  place: ServicesPlace,
  work: (servicesOf: (run: Run) => ScorerServices) => Promise<Result>,
): Promise<Result> {
  const opened: OwnedServices[] = [];
  try {
    return await work((run) => {
      const owned = openScorerServices(run.provenance.suite_path, place);
      opened.push(owned);
      return owned.services;
    });
  } finally {
    await Promise.all(opened.map((owned) => owned.close()));
  }
}

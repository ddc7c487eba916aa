/** Who can be asked in batches, and how: from a target to the batches of its provider. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedactor } from '../../base/redactor.ts';
import type { BatchModel } from '../../contract/batch.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Target } from '../../contract/suite.ts';
import { resolveEndpoint, type Endpoint, type Environment, type SimulatedEndpoints } from '../endpoint.ts';
import { guardedFetch } from '../guarded-fetch.ts';
import { simulatorId } from '../registry.ts';
import { secretsOf } from '../secrets.ts';
import { anthropicBatches } from './anthropic-batches.ts';
import { createBatchApi } from './batch-api.ts';
import { openaiBatches } from './openai-batches.ts';
import { openReplayModel } from './replay-model.ts';

const offering = ['openai', 'openai-responses', 'anthropic', simulatorId];

export interface BatchesOptions {
  targets: readonly Target[];
  env: Environment;
  simulated?: SimulatedEndpoints;
  /** Folder of the attachments of messages. */
  files?: string;
}

/** What each request is for, by the end of its address. */
const paths = ['/chat/completions', '/responses', '/messages'] as const;

function notOffered(target: Target, vendorId: string): AssayError {
  return new AssayError('not-allowed', `${target.label}: batches of ${vendorId} are not supported`, {
    remedy: `Supported: ${offering.join(', ')}. Run this target without --batch (in the suite: without batch: true).`,
  });
}

/** Throws `not-allowed` for a target whose provider's batches are not known. */
export function checkBatches(targets: readonly Target[]): void {
  const other = targets.find(({ batch, provider }) => batch && !offering.includes(provider));
  if (other) throw notOffered(other, other.provider);
}

/** The simulator's chat models are spoken to without a package when they are measured; in a batch its maker's does as well. */
const packaged = (endpoint: Endpoint): Endpoint =>
  endpoint.vendorId === 'compatible' ? { ...endpoint, vendorId: 'openai' } : endpoint;

const probe = [{ role: 'user' as const, content: '-' }];

async function openBatch(target: Target, options: BatchesOptions): Promise<BatchModel> {
  const endpoint = packaged(resolveEndpoint(target, options.env, options.simulated ?? new Map()));
  if (!['openai', 'openai-responses', 'anthropic'].includes(endpoint.vendorId))
    throw notOffered(target, endpoint.vendorId);
  const redact = createRedactor(secretsOf(options.targets, options.env));
  const model = await openReplayModel(endpoint, options.files, redact);
  // where requests would go and with which key: what a package does with one of them tells
  const { url, headers } = await model.requestOf({ target, messages: probe, tools: [] });
  const path = paths.find((each) => url.endsWith(each));
  if (path === undefined) throw notOffered(target, endpoint.vendorId);
  const baseUrl = url.slice(0, -path.length);
  const api = createBatchApi({ baseUrl, headers, redact, fetch: guardedFetch(options.env) });
  if (path === '/messages')
    return anthropicBatches(api, model, { pauseMs: 30_000, sleep: async (ms) => void (await sleep(ms)) });
  return openaiBatches(api, model, `/v1${path}`);
}

/** By target id, of those that are asked in a batch. Throws `not-allowed`, and like `openLanes`, before anything is sent. */
export async function openBatches(options: BatchesOptions): Promise<Map<string, BatchModel>> {
  checkBatches(options.targets);
  const found = new Map<string, BatchModel>();
  for (const target of options.targets)
    if (target.batch) found.set(target.id, await openBatch(target, options));
  return found;
}

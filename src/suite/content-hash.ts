import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';

/** SHA-256 of the canonical JSON, hex. */
export const contentHash = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');

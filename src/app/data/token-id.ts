import { createHash } from 'node:crypto';

/** What the page's buttons send: less than the token, which lets in results too, and no way back to it. */
export function pageKeyOf(token: string): string {
  return createHash('sha256').update(`assay page ${token}`).digest('base64url').slice(0, 32);
}

/** Tells tokens apart without giving one away. */
export function tokenId(token: string): string {
  return createHash('sha256').update(`assay token ${token}`).digest('hex').slice(0, 16);
}

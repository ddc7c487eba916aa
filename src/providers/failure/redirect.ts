import type { AttemptFailure } from '../../contract/attempt.ts';
import { oneLine } from '../../base/one-line.ts';
import type { ResponseHeaders } from '../transport/response-headers.ts';
import type { WireTrace } from '../transport/wire-trace.ts';

/** What may be shown of an address: no user, password, query or fragment, which hold keys. */
function shownAddress(location: string): string {
  if (!URL.canParse(location))
    return oneLine(location.split(/[?#]/, 1)[0] ?? '', 300).replace(/\/\/[^/]*@/, '//');
  const { protocol, host, pathname } = new URL(location);
  return oneLine(`${protocol}//${host}${pathname}`, 300);
}

/** Redirects are not followed: key and prompt would go to a place that the suite does not name. */
export function redirectText(status: number, headers: Pick<ResponseHeaders, 'get'> | null): string {
  const location = headers?.get('location') ?? '';
  const where = location === '' ? 'to an unknown address' : `to ${shownAddress(location)}`;
  return `status ${status}: redirected ${where}; redirects are not followed: use the final address as baseUrl`;
}

/** `null`: it is none. Never tried again: the next answer would be the same. */
export function redirectFailure({
  status,
  headers,
}: Pick<WireTrace, 'status' | 'headers'>): AttemptFailure | null {
  if (status === null || status < 300 || status > 399 || status === 304) return null;
  return { class: 'client', message: redirectText(status, headers), httpStatus: status, retryAfterMs: null };
}

/** The address of an endpoint: what is asked over HTTP, and nothing else. */
import { z } from 'zod';
import { hostKind } from './host-kind.ts';

/** What a right one is, in words. */
export const httpAddressExpected = 'an address that begins with http:// or https://';

/** The parts are written out: `URL` forgives a missing slash or an empty host, and then asks somebody else. */
const written = /^https?:\/\/(\[[0-9a-f:.]+\]|[^\s/?#\\:[\]]+)(:\d+)?([/?#]\S*)?$/i;
const unwritable = /[\s\p{Cc}\\]/u;
const httpOnly = 'Only http and https addresses are supported.';

/** Of an address without `http://`: a host with port or path, or another scheme. */
function withoutScheme(address: string): string {
  const near = address.replace(/^\/+/, '');
  const isLocal = /^(localhost|127\.|\[::1\])/i.test(near);
  const guess = `${isLocal ? 'http' : 'https'}://${near}`;
  const isOtherScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(near);
  return !isOtherScheme && httpAddressRemedy(guess) === null ? `Write ${guess}.` : httpOnly;
}

/** It could be asked, and must not: secrets in it would be kept with the suite, and clouds give keys to whoever asks their metadata. */
function forbiddenRemedy({ username, password, hostname, search, hash }: URL): string | null {
  if (username !== '' || password !== '')
    return 'Remove user and password: keys come from the variable named by apiKeyEnv.';
  if (search !== '' || hash !== '')
    return 'Remove everything from the ? or # on, since the path of each call is appended: keys come from the variable named by apiKeyEnv, or from headers.';
  return hostKind(hostname) === 'metadata'
    ? 'Cloud metadata and link-local addresses are never called: use the address of a model.'
    : null;
}

/** What to do about an address that cannot be asked; `null`: it can. */
export function httpAddressRemedy(address: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (unwritable.test(address)) return 'Remove the white space, control character or backslash.';
  if (scheme === undefined) return withoutScheme(address);
  if (scheme !== 'http' && scheme !== 'https') return httpOnly;
  const withoutUser = address.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1');
  if (written.test(withoutUser) && URL.canParse(address) && new URL(address).port !== '0')
    return forbiddenRemedy(new URL(address));
  return 'Check host and port (1 to 65535); an IPv6 address needs brackets: http://[::1]:8000/v1.';
}

export const httpAddressSchema = z
  .url({ error: httpAddressExpected, abort: true })
  .refine((address) => httpAddressRemedy(address) === null, { error: httpAddressExpected });

/** Name lookup that gives no address which must not be asked: looked at when it is connected to, as a name may point elsewhere by then. */
import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { hostKind } from '../../contract/host-kind.ts';
import { TransportError } from './transport-error.ts';

/** The variable that refuses private addresses: for a machine that runs suites of people who may not reach its network. */
export const privateAddressSetting = 'ASSAY_PRIVATE_ADDRESSES';

export interface AddressRules {
  refusesPrivate: boolean;
}

export function addressRules(env: Readonly<Record<string, string | undefined>>): AddressRules {
  return { refusesPrivate: env[privateAddressSetting] === 'refuse' };
}

/** Why an address or a name must not be asked; `null`: it may. */
export function addressProblem(host: string, { refusesPrivate }: AddressRules): string | null {
  const kind = hostKind(host);
  if (kind === 'metadata') return `${host} is a cloud metadata or link-local address, which is never called`;
  if (kind === 'private' && refusesPrivate)
    return `${host} is a private address, which ${privateAddressSetting}=refuse does not allow`;
  return null;
}

const refused = (host: string, address: string, problem: string): TransportError =>
  new TransportError(
    'ASSAY_ADDRESS',
    host === address ? problem : `${host} resolves to ${address}: ${problem}`,
  );

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** For `net.connect`: one address that is refused refuses the name. `resolve`: default: the system's. */
export function guardedLookup(rules: AddressRules, resolve: Resolve = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true } as LookupAllOptions, (error, addresses) => {
      if (error) return callback(error, []);
      for (const { address } of addresses) {
        const problem = addressProblem(address, rules);
        if (problem !== null) return callback(refused(hostname, address, problem), []);
      }
      const [first] = addresses;
      if (options.all || !first) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

/** A host that is an address itself is looked up by nobody. */
export function checkHost(host: string, rules: AddressRules): TransportError | null {
  const bare = host.replace(/^\[|\]$/g, '');
  const problem = isIP(bare) === 0 && hostKind(bare) !== 'metadata' ? null : addressProblem(bare, rules);
  return problem === null ? null : refused(bare, bare, problem);
}

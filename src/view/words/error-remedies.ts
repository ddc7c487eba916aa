import type { ErrorClass } from '../../contract/outcome.ts';

/** What to look at first, for errors that a user can end. */
export const errorRemedies: Partial<Record<ErrorClass, string>> = {
  connect: 'is the server running? check baseUrl',
  dns: 'the host name does not exist or cannot be looked up; check baseUrl and the network',
  tls: 'the certificate is not accepted; check that baseUrl names the right host, and http or https; a private CA goes into NODE_EXTRA_CA_CERTS',
  auth: 'the key is not accepted; check the variable it is read from',
  not_found: 'check the name of the model, and the path in baseUrl',
  context_length: 'the prompt is longer than the model takes',
  rate_limit: 'lower limits.concurrency, or ask the provider for a higher limit',
  quota: 'the account has no credit or quota left; check billing at the provider',
  overloaded: 'the provider is busy; try later, or lower limits.concurrency',
  timeout: 'raise limits.timeoutSeconds if the model may take longer',
};

/** Names of headers that may well hold a key. */
export const secretHeader = /auth|key|token|secret|cookie|password/i;

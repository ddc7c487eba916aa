/** A failure of the transport itself, before or inside an answer. */
export class TransportError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
  }
}

export const asTransportError = (error: unknown): TransportError =>
  error instanceof TransportError
    ? error
    : new TransportError('ASSAY_CLIENT', error instanceof Error ? error.message : String(error));

/** `setting`: what a user raises to let more through. */
export function tooLarge(what: string, maxBytes: number, setting: string): TransportError {
  const mb = Number((maxBytes / 1e6).toPrecision(3));
  return new TransportError('ASSAY_TOO_LARGE', `${what} is over ${mb} MB, the limit set by ${setting}`);
}

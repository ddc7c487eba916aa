/** Counts frames in bytes that may be cut anywhere. */
export interface FrameCounter {
  /** How many frames these bytes completed. */
  push(bytes: Uint8Array): number;
  /** How many frames the end of the stream completed. */
  end(): number;
}

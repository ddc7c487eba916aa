/** Gets an answer: frame by frame, or in one piece. */
export interface FrameTaker {
  frame(data: string, event: string): void;
  whole(text: string): void;
}

export interface Framing {
  push(bytes: Uint8Array): void;
  /** The body has ended. */
  end(): void;
}

/** A line that is to be written, and who waits until it is. */
export interface WaitingLine {
  line: string;
  resolve(): void;
  reject(error: unknown): void;
}

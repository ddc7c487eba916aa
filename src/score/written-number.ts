/** A number of JSON that JavaScript's numbers do not show as it is written: `12345678901234567890`, `1.10`. */
export class WrittenNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get value(): number {
    return Number(this.source);
  }

  toString(): string {
    return this.source;
  }

  toJSON(): number {
    return this.value;
  }
}

export interface NumberValue {
  value: number;
  /** To the last digit, where it is a whole number. */
  integer: bigint | null;
}

/** A number in whatever form it was kept; `null` for anything else. */
export function numberValue(given: unknown): NumberValue | null {
  if (typeof given === 'bigint') return { value: Number(given), integer: given };
  if (given instanceof WrittenNumber)
    return { value: given.value, integer: /^-?\d+$/.test(given.source) ? BigInt(given.source) : null };
  if (typeof given !== 'number') return null;
  return { value: given, integer: Number.isInteger(given) ? BigInt(given) : null };
}

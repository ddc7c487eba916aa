/** Whether the engine complains of what it was given, and not of itself. */
import { RowsRefused } from '../contract/rows-refused.ts';

const typesOfData =
  /^(CANNOT_PARSE_|CANNOT_READ_|INCORRECT_DATA|TYPE_MISMATCH|UNKNOWN_ELEMENT_OF_ENUM|ARGUMENT_OUT_OF_BOUND|DECIMAL_OVERFLOW|TOO_LARGE_|VALUE_IS_OUT_OF_RANGE|CANNOT_INSERT_NULL|ILLEGAL_TYPE_OF_ARGUMENT|BAD_ARGUMENTS|SIZES_OF_ARRAYS_)/;

/** Gives `RowsRefused` in place of an error about the rows, any other error as it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // the two engines bring a class of errors each
  const { type } = error as { type?: unknown };
  const isData = typeof type === 'string' && typesOfData.test(type);
  // more text than one string of this process can hold
  const isTooLong = error instanceof RangeError;
  return isData || isTooLong ? new RowsRefused(error.message.trim(), { cause: error }) : error;
}

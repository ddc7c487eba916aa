/** Whether the engine complains of what it was given, and not of itself. */
import { ClickHouseError } from '@clickhouse/client';
import { RowsRefused } from '../contract/rows-refused.ts';

const typesOfData =
  /^(CANNOT_PARSE_|CANNOT_READ_|INCORRECT_DATA|TYPE_MISMATCH|UNKNOWN_ELEMENT_OF_ENUM|ARGUMENT_OUT_OF_BOUND|DECIMAL_OVERFLOW|TOO_LARGE_STRING_SIZE|VALUE_IS_OUT_OF_RANGE|CANNOT_INSERT_NULL|ILLEGAL_TYPE_OF_ARGUMENT|BAD_ARGUMENTS|SIZES_OF_ARRAYS_|LARGE_)/;

/** Gives `RowsRefused` in place of an error about the rows, any other error as it is. */
export function asRefusal(error: unknown): unknown {
  const isData = error instanceof ClickHouseError && typesOfData.test(error.type ?? '');
  // more text than one string of this process can hold
  const isTooLong = error instanceof RangeError;
  return isData || isTooLong ? new RowsRefused((error as Error).message.trim(), { cause: error }) : error;
}

/** Writes messages of `application/vnd.amazon.eventstream` by its specification: https://smithy.io/2.0/aws/amazon-eventstream.html */
import { crc32 } from 'node:zlib';

function header(name: string, value: string): Buffer {
  const nameBytes = Buffer.from(name);
  const valueBytes = Buffer.from(value);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(valueBytes.length);
  const typeString = 7;
  return Buffer.concat([
    Buffer.from([nameBytes.length]),
    nameBytes,
    Buffer.from([typeString]),
    size,
    valueBytes,
  ]);
}

/** One event, or with `exception` an exception, that holds JSON. */
export function awsEvent(type: string, payload: unknown, kind: 'event' | 'exception' = 'event'): Buffer {
  const headers = Buffer.concat([
    header(kind === 'event' ? ':event-type' : ':exception-type', type),
    header(':content-type', 'application/json'),
    header(':message-type', kind),
  ]);
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(16 + headers.length + body.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, headers, body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(message));
  return Buffer.concat([message, checksum]);
}

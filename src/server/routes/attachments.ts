import { createRoute, z } from '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import { AssayError } from '../../contract/errors.ts';
import { sniffMedia } from '../../suite/sniff-media.ts';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { bytes } from '../responses.ts';

const attachmentRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/attachments/{sha256}/{name}',
  summary: 'A picture or document that was sent, by the hash of its bytes; the name is for the browser alone',
  request: {
    params: runParams.extend({
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe('of the bytes, as the messages of the run have it'),
      name: z.string().describe('any: the browser shows it'),
    }),
  },
  responses: bytes('application/octet-stream', 'the bytes, with their own media type'),
});

export type AttachmentRoute = typeof attachmentRoute;

/** Only of runs that this machine made: the bytes are in the run's folder, not in the database. */
export function attachmentRoutes({ store, attachmentPath }: Deps) {
  return createRouter().openapi(attachmentRoute, async (context) => {
    const { id, sha256 } = context.req.valid('param');
    const { run_id } = await requireRun(store, id);
    const bytes = attachmentPath && (await readFile(attachmentPath(run_id, sha256)).catch(() => null));
    if (!bytes)
      throw new AssayError('run-not-found', 'This attachment is not on this machine.', {
        remedy: 'It lies in the folder of the run, where the run was made.',
      });
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': sniffMedia(bytes) ?? 'application/octet-stream',
      // a hash never means other bytes
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });
}

import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { tokenId } from './token-id.ts';

const fileSchema = z.object({
  pid: z.number().int().positive(),
  url: z.url(),
  token: z.string().min(1),
  started_at_ms: z.number(),
  version: z.string(),
});

/** How other commands reach the process that holds the data directory. */
export type ServerFile = z.infer<typeof fileSchema>;

const pathIn = (dataDir: string) => join(dataDir, 'server.json');
const answerWithinMs = 2000;

/** Whole or not at all, and for this user only: it holds the token. */
export async function writeServerFile(dataDir: string, content: ServerFile): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = pathIn(dataDir);
  const fresh = `${path}.${content.pid}`;
  await writeFile(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await chmod(fresh, 0o600);
  await rename(fresh, path);
}

/** Leaves the file of another process alone. */
export async function removeServerFile(dataDir: string, pid: number): Promise<void> {
  const written = await read(dataDir);
  if (written?.pid === pid) await rm(pathIn(dataDir), { force: true });
}

/** The server that holds the directory, or `null`: no file, a broken one, or nobody there who has its token. */
export async function readServerFile(dataDir: string): Promise<ServerFile | null> {
  const written = await read(dataDir);
  return written && (await answers(written)) ? written : null;
}

async function read(dataDir: string): Promise<ServerFile | null> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(pathIn(dataDir), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A port may have gone to someone else since; only our server knows the digest of our token. */
async function answers(server: ServerFile): Promise<boolean> {
  try {
    const response = await fetch(new URL('/api/health', server.url), {
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const body = (await response.json()) as { token_id?: string };
    return body.token_id === tokenId(server.token);
  } catch {
    return false;
  }
}

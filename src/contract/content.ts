/** What messages hold: what a user writes in a suite (`…Entry`), and what it becomes once files are read. */
import { z } from 'zod';

const place = z
  .string()
  .min(1)
  .describe('a file, relative to the suite, or a data: or https: URL; PNG, JPEG, GIF, WebP or PDF');
const alt = z.string().optional().describe('description for people who read the results');

export const partEntrySchema = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image'), image: place, alt }),
  z.strictObject({ type: z.literal('file'), file: place, alt }),
]);
export type PartEntry = z.infer<typeof partEntrySchema>;

export const contentEntrySchema = z.union([z.string(), z.array(partEntrySchema).min(1)]);
export type ContentEntry = z.infer<typeof contentEntrySchema>;

export const messageEntrySchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: contentEntrySchema,
});
export type MessageEntry = z.infer<typeof messageEntrySchema>;

export const attachmentEntrySchema = z.union([place, z.strictObject({ file: place, alt })]);
export type AttachmentEntry = z.infer<typeof attachmentEntrySchema>;

/** What a provider wants to have back unchanged with a part, by provider. */
const providerOptions = z.record(z.string(), z.record(z.string(), z.unknown())).optional();

const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string(), providerOptions });

/** A picture or document without its bytes: these lie once per run, in the file named by their hash. */
export const attachmentSchema = z.strictObject({
  type: z.enum(['image', 'file']),
  /** File name, or the last part of the URL's path. */
  name: z.string(),
  mediaType: z.string(),
  /** Size; `null`: the provider fetches it from `url`. */
  bytes: z.number().int().nullable(),
  /** Of the bytes, hex; `null` like `bytes`. */
  sha256: z.string().nullable(),
  url: z.string().optional(),
  alt: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

const reasoningPartSchema = z.strictObject({
  type: z.literal('reasoning'),
  text: z.string(),
  providerOptions,
});

const toolCallPartSchema = z.strictObject({
  type: z.literal('tool-call'),
  id: z.string(),
  name: z.string(),
  /** As the model wrote them: JSON text, possibly broken. */
  arguments: z.string(),
  /** It ran at the provider: nobody waits for its result. */
  providerExecuted: z.literal(true).optional(),
  providerOptions,
});
export type ToolCallPart = z.infer<typeof toolCallPartSchema>;

const toolResultPartSchema = z.strictObject({
  type: z.literal('tool-result'),
  id: z.string(),
  name: z.string(),
  /** Text, or JSON text. */
  result: z.string(),
  isError: z.boolean(),
});
export type ToolResultPart = z.infer<typeof toolResultPartSchema>;

export const contentPartSchema = z.union([
  textPartSchema,
  attachmentSchema,
  reasoningPartSchema,
  toolCallPartSchema,
  toolResultPartSchema,
]);
export type ContentPart = z.infer<typeof contentPartSchema>;

export const messageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(contentPartSchema)]),
});
export type Message = z.infer<typeof messageSchema>;

/** Where the bytes of an attachment come from: an absolute path, or a data: URL. */
export interface AttachmentSource {
  sha256: string;
  from: string;
}

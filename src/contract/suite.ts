/**
 * What a user writes (`SuiteFile`) and what it becomes once read, checked and completed (`Suite`).
 * `SuiteFile` is the only schema of the file: validation, the published JSON Schema and the types come from it.
 */
import { z } from 'zod';
import { budgetSchema, type Budget } from './budget.ts';
import {
  attachmentEntrySchema,
  contentEntrySchema,
  messageEntrySchema,
  type Attachment,
  type AttachmentSource,
  type Message,
} from './content.ts';
import { httpAddressSchema } from './http-address.ts';
import { limitsSchema, suiteLimitsSchema, type Limits, type SharedLimits } from './limits.ts';
import { loadSchema, type LoadEntry } from './load.ts';
import { optional } from './optional.ts';

export type { Message };

const jsonObject = z.record(z.string(), z.unknown());

/** US dollars per million tokens; what is left out is unknown, not free. */
export const priceSchema = z.strictObject({
  input: z.number().nonnegative().describe('US dollars per million input tokens'),
  output: z.number().nonnegative().describe('US dollars per million output tokens'),
  cacheRead: z
    .number()
    .nonnegative()
    .optional()
    .describe('US dollars per million input tokens read from a cache'),
  cacheWrite: z
    .number()
    .nonnegative()
    .optional()
    .describe('US dollars per million input tokens written to a cache'),
  cacheWrite1h: z
    .number()
    .nonnegative()
    .optional()
    .describe('the same for a cache that keeps them for an hour'),
  batch: z
    .number()
    .nonnegative()
    .max(1)
    .optional()
    .describe('factor on these prices for calls in a batch; default 0.5'),
  serviceTiers: z
    .record(z.string(), z.number().nonnegative())
    .optional()
    .describe('factor on these prices by service tier, e.g. {flex: 0.5, priority: 2}'),
  providerTools: z
    .record(z.string(), z.number().nonnegative())
    .optional()
    .describe('US dollars per 1,000 calls of tools that the provider runs itself, e.g. {web_search: 10}'),
});
export type Price = z.infer<typeof priceSchema>;

/** Of a machine one runs oneself: paid by time, whatever it does. */
const hourlyPriceSchema = z.strictObject({
  perHour: z.number().nonnegative().describe('US dollars per hour of the machine that serves the model'),
});

/** Call parameters, passed to the provider as they are; unset ones are left to the provider. */
export const parametersSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  topK: z.number().int().positive().optional(),
  maxOutputTokens: z.number().int().positive().optional(),
  seed: z.number().int().optional(),
  stopSequences: z.array(z.string()).optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  reasoning: z
    .enum(['provider-default', 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])
    .optional()
    .describe('reasoning effort'),
  responseFormat: z
    .union([
      z.enum(['text', 'json']),
      z.strictObject({
        schema: jsonObject.describe('JSON Schema for the answer'),
        name: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/)
          .optional()
          .describe('letters, digits, _ and -; default: answer'),
      }),
    ])
    .optional()
    .describe('text, json, or {schema: …} for JSON that follows a schema'),
  toolChoice: z.enum(['auto', 'none', 'required']).optional(),
  thinkTags: z
    .enum(['text', 'reasoning'])
    .optional()
    .describe('how to treat text between <think> and </think>; default: like other text'),
  providerOptions: z.record(z.string(), jsonObject).optional().describe('options of one provider, by its id'),
});
export type Parameters = z.infer<typeof parametersSchema>;

export const toolSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  parameters: jsonObject.describe('JSON Schema of the arguments'),
  result: z
    .unknown()
    .optional()
    .describe('returned to the model whenever it calls the tool; the model is then called again'),
  results: z
    .array(
      z.strictObject({
        arguments: jsonObject.describe('matches a call that has all of these arguments, and possibly others'),
        result: z.unknown(),
      }),
    )
    .min(1)
    .optional()
    .describe('returned according to the arguments of the call; the first that matches, else `result`'),
});
export type Tool = z.infer<typeof toolSchema>;

/** A scorer by name, or by `type` with its options; options are validated by the scorer itself. */
export const scorerSchema = z.union([
  z.string().min(1),
  z.looseObject({
    type: z.string().min(1),
    name: z
      .string()
      .min(1)
      .refine((name) => name !== '__proto__', 'another name')
      .optional()
      .describe('name of the score; default: the type'),
    weight: z.number().positive().optional().describe('weight in the quality of a case; default 1'),
    threshold: z.number().min(0).max(1).optional().describe('min value that passes; default 1'),
    not: z.boolean().optional().describe('invert the value: 1 − value'),
  }),
]);
export type ScorerEntry = z.infer<typeof scorerSchema>;

export const caseSchema = z.strictObject({
  id: z.string().min(1).optional().describe('stable id; default: a hash of the content'),
  input: z
    .string()
    .optional()
    .describe('the user message when the suite has no prompts; {{input}} in prompts'),
  messages: z
    .array(messageEntrySchema)
    .min(1)
    .optional()
    .describe('a whole conversation instead of a prompt'),
  attachments: z
    .union([attachmentEntrySchema, z.array(attachmentEntrySchema).min(1)])
    .optional()
    .describe('pictures and PDFs, sent before the text of the last user message'),
  turns: z
    .array(contentEntrySchema)
    .min(1)
    .optional()
    .describe('what the user says next, one after each answer'),
  maxSteps: z
    .number()
    .int()
    .positive()
    .max(100)
    .optional()
    .describe('max calls for this case, when turns or tool results lead to more than one; default 10'),
  variables: jsonObject.optional().describe('values for {{names}} in prompts and messages'),
  expected: z.unknown().optional().describe('the right answer, as the scorers expect it'),
  category: z.string().optional(),
  tags: z.array(z.string()).optional(),
  cluster: z
    .string()
    .optional()
    .describe('cases that belong together (one document, one author): their scores are not independent'),
  weight: z.number().positive().optional(),
  tools: z.array(toolSchema).optional(),
  scorers: z.array(scorerSchema).min(1).optional().describe("instead of the suite's scorers"),
});
export type CaseEntry = z.infer<typeof caseSchema>;

export const caseFileSchema = z.strictObject({
  file: z.string().min(1).describe('JSONL, JSON, CSV or YAML; a path or glob, relative to the suite'),
  map: z
    .record(z.string(), z.string())
    .optional()
    .describe('case field → column, e.g. {input: question, expected: answer}'),
  limit: z.number().int().positive().optional(),
  delimiter: z
    .string()
    .length(1)
    .optional()
    .describe('separator of a CSV or TSV file; default: detected from its first line'),
  encoding: z
    .string()
    .min(1)
    .optional()
    .describe('encoding of the file, e.g. windows-1252; default: UTF-8, or UTF-16 if detected'),
});

export const promptSchema = z.union([
  z.string().min(1),
  z.strictObject({
    id: z.string().min(1).optional(),
    system: z.string().optional(),
    user: z.string().optional(),
    messages: z.array(messageEntrySchema).min(1).optional(),
  }),
]);
export type PromptEntry = z.infer<typeof promptSchema>;

export const targetSchema = z.union([
  z.string().min(3).describe('provider/model'),
  z.strictObject({
    model: z.string().min(3).describe('provider/model, e.g. openai/gpt-5-mini'),
    label: z.string().min(1).optional(),
    prompts: z.array(z.string()).min(1).optional().describe('ids of the prompts to use; default: all'),
    parameters: parametersSchema.optional(),
    baseUrl: httpAddressSchema.optional(),
    apiKeyEnv: z.string().min(1).optional().describe('name of the environment variable with the key'),
    headers: z.record(z.string(), z.string()).optional(),
    price: z.union([priceSchema, hourlyPriceSchema]).optional(),
    batch: z.boolean().optional().describe("use the provider's batch API: cheaper, without latency"),
    limits: limitsSchema.optional(),
  }),
]);
export type TargetEntry = z.infer<typeof targetSchema>;

export const sloSchema = z.strictObject({
  ttftMs: optional(z.number().positive()),
  e2eMs: optional(z.number().positive()),
  tpotMs: optional(z.number().positive()),
});
export type ServiceLevels = z.infer<typeof sloSchema>;

export const suiteFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1),
    description: z.string().optional(),
    targets: z
      .array(targetSchema)
      .optional()
      .describe('models under test; may also be given on the command line'),
    baseline: z.string().optional().describe('label or model of the target that others are compared with'),
    prompts: z.array(promptSchema).min(1).optional(),
    tools: z.array(toolSchema).optional().describe('offered in every case'),
    cases: z.union([z.array(z.union([caseSchema, caseFileSchema])).min(1), caseFileSchema]),
    scorers: z.array(scorerSchema).optional(),
    parameters: parametersSchema.optional().describe('defaults for every target'),
    repeats: z.number().int().positive().max(1000).optional().describe('number of calls per case; default 1'),
    warmup: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe('uncounted calls per target before the run; default 0'),
    limits: suiteLimitsSchema.optional(),
    cache: z
      .boolean()
      .optional()
      .describe('reuse earlier answers to the same questions: for quality, not for timing'),
    budget: budgetSchema.optional(),
    slo: sloSchema.optional(),
    load: loadSchema.optional(),
    seed: z.number().int().optional().describe('seed of every random choice; default 1'),
  })
  .describe('An Assay suite: cases, the models to test, and how answers are scored');
export type SuiteFile = z.infer<typeof suiteFileSchema>;

export interface Prompt {
  id: string;
  messages: Message[];
}

/** A scorer entry in its long form, with defaults filled in. */
export interface ScorerSpec {
  type: string;
  name: string;
  weight: number;
  threshold: number;
  not: boolean;
  options: Record<string, unknown>;
}

export interface Case {
  id: string;
  /** Position in the suite, from 0. */
  index: number;
  /** Values for `{{names}}`; always holds `input` when the case has one. */
  variables: Record<string, unknown>;
  /** A whole conversation instead of a prompt. */
  messages?: Message[];
  /** Sent before the text of the last user message. */
  attachments?: Attachment[];
  /** What the user says after each answer, one by one; variables are filled in. */
  turns?: Message[];
  /** Most calls, when turns or tool results lead to more than one. */
  maxSteps?: number;
  expected?: unknown;
  category?: string;
  tags: string[];
  cluster?: string;
  weight: number;
  tools: Tool[];
  scorers: ScorerSpec[];
}

/** One thing under test: provider + model + prompt + parameters + endpoint. */
export interface Target {
  /** Stable: derived from everything that shapes an answer. */
  id: string;
  label: string;
  /** Provider id, e.g. `openai`. */
  provider: string;
  /** Model id as the provider knows it. */
  model: string;
  promptId: string;
  parameters: Parameters;
  baseUrl?: string;
  apiKeyEnv?: string;
  headers?: Record<string, string>;
  price?: Price;
  /** Instead of a price per token: what the machine that serves it costs. */
  usdPerHour?: number;
  /** Its calls are handed over together, and answered within a day. */
  batch?: boolean;
  limits: Limits;
}

export interface Suite {
  name: string;
  description?: string;
  /** SHA-256 (hex) over cases, prompts, tools and scorers: what a result may be compared on. Targets do not count. */
  hash: string;
  prompts: Prompt[];
  cases: Case[];
  /** Bytes that messages speak of, each once; absent: none. */
  attachments?: AttachmentSource[];
  targets: Target[];
  /** Target id of the baseline, when one was named. */
  baselineId?: string;
  repeats: number;
  warmup: number;
  /** What targets share; absent: nothing. */
  shared?: SharedLimits;
  /** Cap of one run; the suite's further caps are in `budget`. */
  budgetUsd?: number;
  budget?: Budget;
  /** Answers that were given before will do. */
  cache?: boolean;
  slo: ServiceLevels;
  /** For `assay load`; a trace's instants are already in it. */
  load?: LoadEntry;
  seed: number;
}

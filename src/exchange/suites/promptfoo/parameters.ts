/** Settings of a provider as parameters of a target; what has no counterpart is listed. */
import { ownValue } from '../../../base/own-value.ts';
import { parametersSchema, type Parameters } from '../../../contract/suite.ts';
import { isFields, type SourcePart } from './source-part.ts';

type Name = keyof Parameters & keyof typeof parametersSchema.shape;

const names: Record<string, Name> = {
  temperature: 'temperature',
  max_tokens: 'maxOutputTokens',
  maxTokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  max_output_tokens: 'maxOutputTokens',
  maxOutputTokens: 'maxOutputTokens',
  top_p: 'topP',
  topP: 'topP',
  top_k: 'topK',
  topK: 'topK',
  seed: 'seed',
  stop: 'stopSequences',
  stop_sequences: 'stopSequences',
  stopSequences: 'stopSequences',
  presence_penalty: 'presencePenalty',
  presencePenalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  frequencyPenalty: 'frequencyPenalty',
  reasoning_effort: 'reasoning',
  tool_choice: 'toolChoice',
};
/** Their settings that hold settings of the kinds above. */
const groups = new Set(['generationConfig', 'inferenceConfig']);

/** `{type: json_schema, json_schema: {name, schema}}`, and the flat form of the Responses API. */
function formatOf(part: SourcePart): unknown {
  const value = part.value;
  if (!isFields(value)) return undefined;
  const { type } = value;
  if (type === 'text') return 'text';
  if (type === 'json_object') return 'json';
  const inner = isFields(value['json_schema']) ? value['json_schema'] : value;
  const { schema, name } = inner;
  return type === 'json_schema' && isFields(schema)
    ? { schema, ...(name !== undefined && { name }) }
    : undefined;
}

function takeFormat(part: SourcePart, found: Parameters): void {
  const read = parametersSchema.shape.responseFormat.safeParse(formatOf(part));
  if (!read.success || read.data === undefined)
    return part.list('setting response_format', 'it is neither text, nor JSON, nor an inline JSON Schema');
  found.responseFormat = read.data;
  const held = part.field('json_schema') ?? part;
  for (const name of ['type', 'name', 'schema']) held.field(name)?.take();
  part.field('type')?.take();
  held.field('strict')?.list('setting strict of response_format', 'each provider has its own setting');
}

const texts = new Set(['false', 'true']);

/** A number that is written as text, as templates leave it. */
const plain = (name: Name, value: unknown): unknown => {
  if (name === 'stopSequences') return Array.isArray(value) ? value : [value];
  const isNumber =
    typeof value === 'string' && value.trim() !== '' && !texts.has(value) && Number.isFinite(Number(value));
  return isNumber && name !== 'reasoning' ? Number(value) : value;
};

function takeOne(written: string, part: SourcePart, found: Parameters): boolean {
  const name = ownValue(names, written);
  if (name === undefined) return false;
  const read = parametersSchema.shape[name].safeParse(plain(name, part.value));
  const at = found[name];
  if (!read.success)
    part.list(`setting ${written}`, `${JSON.stringify(part.value)} is not a value of \`${name}\``);
  else if (at !== undefined && JSON.stringify(at) !== JSON.stringify(read.data))
    part.list(`setting ${written}`, `\`${name}\` is set already`);
  else {
    part.take();
    (found as Record<string, unknown>)[name] = read.data;
  }
  return true;
}

/** Takes what it knows; gives back whether it was one. */
export function takeParameter(written: string, part: SourcePart, found: Parameters): boolean {
  if (takeOne(written, part, found)) return true;
  if (written === 'response_format') takeFormat(part, found);
  else if (groups.has(written) && isFields(part.value)) {
    for (const [name, inner] of part.fields())
      if (!takeOne(name, inner, found)) inner.list(`setting ${written}.${name}`, 'it has no equivalent');
  } else if (written === 'reasoning' && isFields(part.value)) {
    for (const [name, inner] of part.fields())
      if (name !== 'effort' || !takeOne('reasoning_effort', inner, found))
        inner.list(`setting reasoning.${name}`, 'it has no equivalent');
  } else return false;
  return true;
}

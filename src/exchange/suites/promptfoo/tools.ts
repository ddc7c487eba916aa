/** Functions that models may call, in the shapes of OpenAI, Anthropic, Google and Bedrock. */
import type { Tool } from '../../../contract/suite.ts';
import { isFields, type SourcePart } from './source-part.ts';

const schemaOf = (value: unknown): Tool['parameters'] =>
  isFields(value) ? value : { type: 'object', properties: {} };

function toolOf(entry: unknown): Tool[] | null {
  if (!isFields(entry)) return null;
  const declarations = entry['functionDeclarations'] ?? entry['function_declarations'];
  if (Array.isArray(declarations)) return toolsOf(declarations);
  const spec = entry['toolSpec'];
  if (isFields(spec)) {
    const schema = spec['inputSchema'];
    return toolOf({ ...spec, parameters: isFields(schema) ? schema['json'] : undefined });
  }
  const inner = isFields(entry['function']) ? entry['function'] : entry;
  const { type } = entry;
  if (type !== undefined && type !== 'function' && type !== 'custom') return null;
  const { name, description } = inner;
  if (typeof name !== 'string' || name === '') return null;
  return [
    {
      name,
      ...(typeof description === 'string' && { description }),
      parameters: schemaOf(inner['parameters'] ?? inner['input_schema']),
    },
  ];
}

/** `null`: one of them is no function, or is told in another way. */
export function toolsOf(value: unknown): Tool[] | null {
  if (!Array.isArray(value)) return null;
  const tools = value.map(toolOf);
  return tools.includes(null) ? null : (tools as Tool[][]).flat();
}

const taken = new Set(['name', 'description', 'parameters', 'input_schema', 'type']);
const holders = new Set([
  'function',
  'functionDeclarations',
  'function_declarations',
  'toolSpec',
  'inputSchema',
]);

/** Accounts for what tools are made of, and lists the rest. */
export function takeTools(part: SourcePart): void {
  for (const item of part.items())
    for (const [name, inner] of item.fields())
      if (holders.has(name)) takeTools(inner);
      else if (taken.has(name) || name === 'json') inner.take();
      else inner.list(`setting ${name} of a tool`, 'tools have a name, a description and parameters');
}

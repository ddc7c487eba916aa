/** The Responses API. */
import { sse } from '../wire-script.ts';
import { openaiRefusal, image, inputPieces, isRaw, type ZooAnswer, type ZooWriter } from './zoo-answer.ts';

type Item = Record<string, unknown> & { type: string };

function usageOf({ usage }: ZooAnswer): unknown {
  if (!usage) return null;
  if (isRaw(usage)) return usage.raw;
  const { input, cacheRead = 0, cacheWrite = 0, output, reasoning = 0 } = usage;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}

function itemsOf(answer: ZooAnswer): Item[] {
  const annotations = answer.cited ? [{ type: 'url_citation', url: 'https://example.org', title: 'x' }] : [];
  const content = [
    ...(answer.texts ? [{ type: 'output_text', text: answer.texts.join(''), annotations }] : []),
    ...(answer.refusal === undefined ? [] : [{ type: 'refusal', refusal: answer.refusal }]),
  ];
  return [
    ...(answer.reasoning === undefined
      ? []
      : [{ type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: answer.reasoning }] }]),
    ...(answer.serverTool
      ? [
          {
            type: 'web_search_call',
            id: 'ws_1',
            status: 'completed',
            action: { type: 'search', query: 'Peru' },
          },
          {
            type: 'web_search_call',
            id: 'ws_2',
            status: 'completed',
            action: { type: 'search', query: 'Lima' },
          },
          { type: 'web_search_call', id: 'ws_3', status: 'completed', action: { type: 'open_page' } },
        ]
      : []),
    ...(answer.image
      ? [
          {
            type: 'image_generation_call',
            id: 'ig_1',
            status: 'completed',
            result: image,
            output_format: 'png',
          },
        ]
      : []),
    ...(content.length > 0
      ? [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }]
      : []),
    ...(answer.calls ?? []).map(({ id, name, input }, i) => ({
      type: 'function_call',
      id: `fc_${i}`,
      call_id: id,
      name,
      arguments: input === null ? '' : JSON.stringify(input),
      status: 'completed',
    })),
  ];
}

const reasons = { length: 'max_output_tokens', filter: 'content_filter' };

function responseOf(answer: ZooAnswer, isOver: boolean) {
  const { end = 'stop' } = answer;
  const reason =
    end === 'length' || end === 'filter'
      ? reasons[end]
      : typeof end === 'object' && end !== null
        ? end.word
        : null;
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    ...(answer.model !== undefined && { model: answer.model }),
    ...(answer.tier !== undefined && { service_tier: isOver ? answer.tier : 'auto' }),
    status: isOver ? (reason === null ? 'completed' : 'incomplete') : 'in_progress',
    incomplete_details: isOver && reason !== null ? { reason } : null,
    error: null,
    output: isOver ? itemsOf(answer) : [],
    usage: isOver ? usageOf(answer) : null,
  };
}

const inputOf = ({ arguments: json }: Item): object | null =>
  json === '' ? null : (JSON.parse(json as string) as object);

function eventsOf(answer: ZooAnswer, item: Item, output_index: number): object[] {
  const added = {
    type: 'response.output_item.added',
    output_index,
    item: { ...item, arguments: '', content: [], result: null, summary: [] },
  };
  const done = { type: 'response.output_item.done', output_index, item };
  const at = { item_id: item['id'], output_index, content_index: 0 };
  const part = (content_index: number, given: object, deltas: object[]) => {
    const place = { ...at, content_index };
    return [
      {
        type: 'response.content_part.added',
        ...place,
        part: { ...given, text: '', refusal: '', annotations: [] },
      },
      ...deltas.map((delta) => ({ ...place, ...delta })),
      { type: 'response.content_part.done', ...place, part: given },
    ];
  };
  switch (item.type) {
    case 'message':
      return [
        added,
        ...(item['content'] as { type: string; text?: string }[]).flatMap((given, i) =>
          given.type === 'refusal'
            ? part(i, given, [{ type: 'response.refusal.delta', delta: answer.refusal }])
            : part(i, given, [
                ...(answer.texts ?? []).map((delta) => ({ type: 'response.output_text.delta', delta })),
                { type: 'response.output_text.done', text: given.text },
              ]),
        ),
        done,
      ];
    case 'reasoning': {
      const place = { item_id: item['id'], output_index, summary_index: 0 };
      const whole = { type: 'summary_text', text: answer.reasoning };
      return [
        added,
        { type: 'response.reasoning_summary_part.added', ...place, part: { ...whole, text: '' } },
        { type: 'response.reasoning_summary_text.delta', ...place, delta: answer.reasoning },
        { type: 'response.reasoning_summary_text.done', ...place, text: answer.reasoning },
        { type: 'response.reasoning_summary_part.done', ...place, part: whole },
        done,
      ];
    }
    case 'function_call':
      return [
        added,
        ...inputPieces(answer, inputOf(item)).map((delta) => ({
          type: 'response.function_call_arguments.delta',
          ...at,
          delta,
        })),
        { type: 'response.function_call_arguments.done', ...at, arguments: item['arguments'] },
        done,
      ];
    default:
      return [added, done];
  }
}

export const responsesWriter: ZooWriter = {
  contentType: 'text/event-stream',
  stream(answer) {
    const events = [
      { type: 'response.created', response: responseOf(answer, false) },
      ...itemsOf(answer).flatMap((item, i) => eventsOf(answer, item, i)),
    ];
    const over = responseOf(answer, true);
    const last = answer.end === null ? [] : [{ type: `response.${over.status}`, response: over }];
    return [...events, ...last].map((event, sequence_number) =>
      sse({ ...event, sequence_number }, (event as { type: string }).type),
    );
  },
  whole: (answer) => responseOf(answer, true),
  errorFrame: (kind, message) =>
    sse(
      {
        type: 'error',
        code: { overloaded: 'server_overloaded', limited: 'rate_limit_exceeded', broken: 'server_error' }[
          kind
        ],
        message,
      },
      'error',
    ),
  refusal: openaiRefusal,
  words: { length: ['max_output_tokens', 'max_tokens'], filter: ['content_filter'], error: [] },
};

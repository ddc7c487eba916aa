/** What servers say in their own way: content and calls. */
import { sse } from '../wire-script.ts';
import {
  chunk,
  chatEnd,
  calls,
  asText,
  anthropic,
  message,
  messageEnd,
  candidate,
  geminiEnd,
  response,
  saying,
  textDelta,
  cohere,
  ok,
  called,
  failed,
  chats,
  converse,
  own,
} from './zoo-frames.ts';
import type { ZooScenario } from './zoo-scenarios.ts';

export const ownContent: ZooScenario[] = [
  own('all of it in the last frame', ok, {
    ...chats([
      [sse({ choices: [{ index: 0, message: { content: 'Lima' }, finish_reason: 'stop' }] }), sse('[DONE]')],
    ]),
    'openai-responses': [{ frames: [response('completed', { output: [saying] })] }],
    'anthropic-messages': [
      { frames: anthropic(message({ content: [{ type: 'text', text: 'Lima' }], stop_reason: 'end_turn' })) },
    ],
    gemini: [{ frames: [candidate([{ text: 'Lima' }], { finishReason: 'STOP' })] }],
  }),
  own('fields, ids and events left out', ok, {
    ...chats([
      [sse({ choices: [{ delta: { content: 'Lima' } }] }), sse({ choices: [{ finish_reason: 'stop' }] })],
    ]),
    'openai-responses': [
      { frames: [response('created'), textDelta('Li'), textDelta('ma'), response('completed')] },
      { frames: [textDelta('Lima', { item_id: 'a' }), sse({ type: 'response.completed', response: {} })] },
    ],
    'anthropic-messages': [
      {
        frames: anthropic(
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Lima' } },
          messageEnd({}),
        ),
      },
    ],
    gemini: [{ frames: [sse({ candidates: [{ content: { parts: [{ text: 'Lima' }] } }] }), geminiEnd] }],
    'bedrock-converse': [
      {
        frames: [
          converse('contentBlockDelta', { delta: { text: 'Lima' } }),
          converse('messageStop', { stopReason: 'end_turn' }),
        ],
      },
    ],
    'cohere-chat': [
      {
        frames: [
          cohere('content-delta', { message: { content: { text: 'Lima' } } }),
          cohere('message-end', { finish_reason: 'COMPLETE' }),
        ],
      },
    ],
  }),
  own('calls as servers send them', called, {
    ...chats([
      [...calls({ index: 0, id: 'a', function: asText }), ...chatEnd('tool_calls')],
      [
        ...calls(
          { index: 0, id: 'a', function: { name: 'get_weather', arguments: '{"city"' } },
          { index: 0, id: 'a', function: { name: 'get_weather', arguments: ':"Lima"}' } },
        ),
        ...chatEnd('tool_calls'),
      ],
      [
        ...calls(
          { id: 'a', function: { name: 'get_weather', arguments: '{"city"' } },
          { function: { arguments: ':"Lima"}' } },
        ),
        ...chatEnd('stop'),
      ],
      [
        ...calls({ index: 0, id: 'a', function: { ...asText, arguments: { city: 'Lima' } } }),
        ...chatEnd('tool_calls'),
      ],
    ]),
    'openai-responses': [
      { frames: [response('completed', { output: [{ type: 'function_call', call_id: 'a', ...asText }] })] },
    ],
    gemini: [
      { frames: [candidate([{ functionCall: { name: 'get_weather', args: { city: 'Lima' } } }]), geminiEnd] },
      {
        frames: [
          candidate([{ functionCall: { name: 'get_weather', willContinue: true } }]),
          candidate([
            {
              functionCall: {
                partialArgs: [{ jsonPath: '$.city', stringValue: 'Li', willContinue: true }],
                willContinue: true,
              },
            },
          ]),
          candidate([{ functionCall: { partialArgs: [{ jsonPath: '$.city', stringValue: 'ma' }] } }]),
          geminiEnd,
        ],
      },
    ],
  }),
  own(
    'two calls at one place',
    {
      outcome: 'ok',
      calls: [...(called.calls ?? []), { name: 'get_time', arguments: { city: 'Lima' } }],
    },
    {
      ...chats([
        [
          ...calls(
            { index: 0, id: 'a', function: asText },
            { index: 0, id: 'b', function: { ...asText, name: 'get_time' } },
          ),
          ...chatEnd('tool_calls'),
        ],
      ]),
    },
  ),
  own(
    'content in parts',
    { ...ok, reasoning: 'Peru' },
    {
      ...chats([
        [
          chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Peru' }] }] }),
          chunk({ content: [{ type: 'text', text: 'Lima' }] }),
          ...chatEnd(),
        ],
      ]),
    },
  ),
  own('an error in the choice', failed(/upstream went away/), {
    ...chats([
      [
        chunk({ content: 'Li' }),
        sse({
          choices: [
            { delta: {}, finish_reason: 'error', error: { code: 502, message: 'upstream went away' } },
          ],
        }),
      ],
    ]),
  }),
];

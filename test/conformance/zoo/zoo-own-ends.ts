/** What servers say in their own way: ends, errors, counts and what they charge. */
import { sse } from '../wire-script.ts';
import {
  chunk,
  chatEnd,
  anthropic,
  message,
  textBlock,
  messageEnd,
  candidate,
  response,
  saying,
  textDelta,
  cohere,
  ok,
  failed,
  chats,
  converse,
  own,
} from './zoo-frames.ts';
import type { ZooScenario } from './zoo-scenarios.ts';

export const ownEnds: ZooScenario[] = [
  own(
    'an end that is empty text',
    { outcome: 'error', class: 'stream_cut' },
    {
      ...chats([[chunk({ content: 'Li' }, ''), chunk({ content: 'ma' }, '')]]),
      'anthropic-messages': [{ frames: anthropic(message(), ...textBlock, messageEnd({}, '')) }],
      gemini: [{ frames: [candidate([{ text: 'Lima' }], { finishReason: '' })] }],
    },
  ),
  own(
    'zeros after a true count',
    { ...ok, tokens: { input: 20, output: 5 } },
    {
      ...chats([
        [
          chunk({ content: 'Lima' }),
          chunk({}, 'stop', { usage: { prompt_tokens: 20, completion_tokens: 5 } }),
          sse({ choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } }),
        ],
      ]),
      'anthropic-messages': [
        {
          frames: anthropic(
            message(),
            ...textBlock,
            messageEnd({ output_tokens: 5 }),
            messageEnd({ input_tokens: 0, output_tokens: 0 }),
          ),
        },
      ],
      gemini: [
        {
          frames: [
            candidate(
              [{ text: 'Lima' }],
              { finishReason: 'STOP' },
              { usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 5 } },
            ),
            sse({ usageMetadata: { promptTokenCount: 0, candidatesTokenCount: 0 } }),
          ],
        },
      ],
    },
  ),
  own(
    'reasoning counted beside the output',
    { ...ok, tokens: { output: 5, reasoning: 10 } },
    {
      ...chats([
        [
          chunk({ content: 'Lima' }, 'stop'),
          sse({
            choices: [],
            usage: {
              prompt_tokens: 20,
              completion_tokens: 5,
              total_tokens: 35,
              completion_tokens_details: { reasoning_tokens: 10 },
            },
          }),
        ],
      ]),
      'openai-responses': [
        {
          frames: [
            response('completed', {
              output: [saying],
              usage: {
                input_tokens: 20,
                output_tokens: 5,
                total_tokens: 35,
                output_tokens_details: { reasoning_tokens: 10 },
              },
            }),
          ],
        },
      ],
      gemini: [
        {
          frames: [
            candidate(
              [{ text: 'Lima' }],
              { finishReason: 'STOP' },
              {
                usageMetadata: {
                  promptTokenCount: 20,
                  candidatesTokenCount: 5,
                  thoughtsTokenCount: 10,
                  totalTokenCount: 35,
                },
              },
            ),
          ],
        },
      ],
    },
  ),
  own(
    'a model that is named late',
    { ...ok, model: 'served-1' },
    {
      ...chats([[sse({ model: '', choices: [] }), chunk({ content: 'Lima' }), ...chatEnd()]]),
      'openai-responses': [
        { frames: [response('created'), textDelta('Lima'), response('completed', { model: 'served-1' })] },
      ],
      gemini: [
        {
          frames: [
            candidate([{ text: 'Lima' }]),
            candidate([], { finishReason: 'STOP' }, { modelVersion: 'served-1' }),
          ],
        },
      ],
      'anthropic-messages': [
        {
          frames: anthropic(
            message({ model: 'asked-for' }),
            {
              type: 'content_block_start',
              index: 0,
              content_block: { type: 'fallback', to: { model: 'served-1' } },
            },
            ...textBlock,
            messageEnd({}),
          ),
        },
      ],
    },
  ),
  own(
    'what the provider says it cost',
    { ...ok, costNanousd: 1500 },
    {
      ...chats([
        [
          chunk({ content: 'Lima' }, 'stop'),
          sse({ choices: [], usage: { prompt_tokens: 20, completion_tokens: 5, cost: 0.0000015 } }),
        ],
      ]),
      'openai-responses': [
        {
          frames: [
            response('completed', {
              output: [saying],
              usage: { input_tokens: 20, output_tokens: 5, cost_in_usd_ticks: 15_000 },
            }),
          ],
        },
      ],
    },
  ),
  own(
    'tools that are billed apart',
    { ...ok, serverTools: { web_search: 2 } },
    {
      'openai-responses': [
        {
          frames: [
            response('completed', {
              output: [{ type: 'web_search_call', id: 'a' }, { type: 'web_search_call', id: 'b' }, saying],
            }),
          ],
        },
      ],
      'anthropic-messages': [
        {
          frames: anthropic(
            message(),
            ...textBlock,
            messageEnd({ output_tokens: 5, server_tool_use: { web_search_requests: 2 } }),
          ),
        },
      ],
      gemini: [
        {
          frames: [
            candidate([{ text: 'Lima' }], {
              finishReason: 'STOP',
              groundingMetadata: { webSearchQueries: ['a', 'b'] },
            }),
          ],
        },
      ],
    },
  ),
  own(
    'a blocked prompt',
    { outcome: 'refused', class: 'content_filter', message: /PROHIBITED_CONTENT/ },
    {
      gemini: [{ frames: [sse({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } })] }],
    },
  ),
  own('a response that failed', failed(/the engine died/), {
    'openai-responses': [
      {
        frames: [
          textDelta('Li'),
          response('failed', {
            status: 'failed',
            error: { code: 'server_error', message: 'the engine died' },
          }),
        ],
      },
      {
        frames: [
          textDelta('Li'),
          response('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }),
        ],
        seen: { outcome: 'truncated', text: 'Li' },
      },
    ],
    gemini: [
      { frames: [candidate([{ text: 'Li' }]), sse([{ error: { code: 500, message: 'the engine died' } }])] },
    ],
    'bedrock-converse': [
      {
        frames: [
          converse('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Li' } }),
          converse('internalServerException', { message: 'the engine died' }, 'exception'),
        ],
      },
    ],
    'cohere-chat': [
      { frames: [cohere('message-end', { finish_reason: 'ERROR', error: 'the engine died' })] },
    ],
  }),
  own(
    'an invalid request, told inside',
    { outcome: 'error', class: 'bad_request', message: /wrong field/ },
    {
      'bedrock-converse': [
        { frames: [converse('validationException', { message: 'wrong field' }, 'exception')] },
      ],
      'anthropic-messages': [
        {
          frames: anthropic(message(), {
            type: 'error',
            error: { type: 'invalid_request_error', message: 'wrong field' },
          }),
        },
      ],
      gemini: [
        { frames: [sse({ error: { code: 400, status: 'INVALID_ARGUMENT', message: 'wrong field' } })] },
      ],
    },
  ),
  own(
    'billed units',
    { ...ok, tokens: { input: 59, cacheRead: 448, output: 10, billedInput: 12, billedOutput: 7 } },
    {
      'cohere-chat': [
        {
          frames: [
            cohere('content-delta', { message: { content: { text: 'Lima' } } }),
            cohere('message-end', {
              finish_reason: 'COMPLETE',
              usage: {
                billed_units: { input_tokens: 12, output_tokens: 7 },
                tokens: { input_tokens: 507, output_tokens: 10 },
                cached_tokens: 448,
              },
            }),
          ],
        },
      ],
    },
  ),
];

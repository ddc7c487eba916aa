import type { ScorerKind } from '../contract/score.ts';
import { choice } from './kinds/choice.ts';
import { contains } from './kinds/contains.ts';
import { exact } from './kinds/exact.ts';
import { jsonMatch } from './kinds/json-match.ts';
import { jsonSchema } from './kinds/json-schema.ts';
import { numeric } from './kinds/numeric.ts';
import { regex } from './kinds/regex.ts';
import { toolCall } from './kinds/tool-call.ts';

/** Every kind of scorer, in the order they are listed to a user. */
export const scorerKinds: readonly ScorerKind[] = [
  exact,
  contains,
  regex,
  numeric,
  choice,
  jsonSchema,
  jsonMatch,
  toolCall,
];

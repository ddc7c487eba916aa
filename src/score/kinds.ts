import type { ScorerKind } from '../contract/score.ts';
import { bleu } from './kinds/bleu.ts';
import { choice } from './kinds/choice.ts';
import { chrf } from './kinds/chrf.ts';
import { citations } from './kinds/citations.ts';
import { answerRelevance, contextRelevance, faithfulness } from './kinds/claims.ts';
import { closedQa } from './kinds/closed-qa.ts';
import { factuality } from './kinds/factuality.ts';
import { gEval } from './kinds/g-eval.ts';
import { pairwise } from './kinds/pairwise.ts';
import { rubric } from './kinds/rubric.ts';
import { code } from './kinds/code.ts';
import { command } from './kinds/command.ts';
import { contains } from './kinds/contains.ts';
import { cost } from './kinds/cost.ts';
import { exact } from './kinds/exact.ts';
import { f1 } from './kinds/f1.ts';
import { html } from './kinds/html.ts';
import { jsonDiff } from './kinds/json-diff.ts';
import { jsonFields } from './kinds/json-fields.ts';
import { jsonMatch } from './kinds/json-match.ts';
import { jsonSchema } from './kinds/json-schema.ts';
import { language } from './kinds/language.ts';
import { latency } from './kinds/latency.ts';
import { length } from './kinds/length.ts';
import { levenshtein } from './kinds/levenshtein.ts';
import { listMatch } from './kinds/list-match.ts';
import { math } from './kinds/math.ts';
import { module } from './kinds/module.ts';
import { normalised } from './kinds/normalised.ts';
import { numeric } from './kinds/numeric.ts';
import { pythonLiteral } from './kinds/python-literal.ts';
import { refusal } from './kinds/refusal.ts';
import { regex } from './kinds/regex.ts';
import { rouge } from './kinds/rouge.ts';
import { setMatch } from './kinds/set-match.ts';
import { similarity } from './kinds/similarity.ts';
import { sql } from './kinds/sql.ts';
import { startsWith } from './kinds/starts-with.ts';
import { toolArguments } from './kinds/tool-arguments.ts';
import { toolCall } from './kinds/tool-call.ts';
import { xml } from './kinds/xml.ts';

/** Every kind of scorer, in the order they are listed to a user. */
export const scorerKinds: readonly ScorerKind[] = [
  exact,
  normalised,
  contains,
  startsWith,
  regex,
  numeric,
  math,
  choice,
  setMatch,
  listMatch,
  f1,
  levenshtein,
  rouge,
  bleu,
  chrf,
  similarity,
  jsonSchema,
  jsonMatch,
  jsonFields,
  jsonDiff,
  pythonLiteral,
  sql,
  xml,
  html,
  language,
  length,
  refusal,
  citations,
  toolCall,
  toolArguments,
  latency,
  cost,
  code,
  module,
  command,
  rubric,
  closedQa,
  gEval,
  factuality,
  faithfulness,
  answerRelevance,
  contextRelevance,
  pairwise,
];

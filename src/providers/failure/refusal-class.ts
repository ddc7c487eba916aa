/**
 * The class of an error that a provider sent, by what cannot be misread first: status, codes, names of quotas, when to come again.
 * Sentences come last: a limit per minute is often told with the words of a bill ("check your plan and billing details").
 */
import type { ErrorClass } from '../../contract/outcome.ts';
import type { ErrorFacts } from './error-facts.ts';

export interface Refusal {
  /** Of the response, or of the error itself; `null`: neither has one. */
  status: number | null;
  facts: ErrorFacts;
  message: string;
  /** A reset was named. */
  hasReset: boolean;
}

/** In lower case, letters and digits alone. */
const codes: [RegExp, ErrorClass][] = [
  [
    /^(?:insufficient(?:user)?(?:quota|balance|credits?|funds)(?:error)?|billing(?:error|disabled|notactive|hardlimitreached)|outofcredits|creditsexhausted|creditlimit|budgetexceeded|accountoverdue(?:error)?|\w*freetieronly|exceededcurrentquotaerror|paymentrequired(?:error)?|accountdeactivated|arrearage|servicequotaexceeded(?:exception)?)$/,
    'quota',
  ],
  [
    /^(?:contextlengthexceeded|exceedcontextsizeerror|contextwindowexceeded(?:error)?|requesttoolarge|stringabovemaxlength|modelcontextwindowexceeded|modelmaxprompttokensexceeded|prompttoolong)$/,
    'context_length',
  ],
  [
    /^(?:contentfilter(?:ed)?|contentpolicyviolation(?:error)?|\w*sensitivecontentdetected|responsibleaipolicyviolation|datainspectionfailed|moderation(?:blocked|error)?|contentblocked|guardrailintervened)$/,
    'content_filter',
  ],
  [
    /^(?:invalidapikey|apikeyinvalid|authenticationerror|unauthenticated|unauthorized(?:error)?|permissiondenied(?:error)?|permissionerror|accessdenied(?:exception)?|expiredtoken(?:exception)?|unrecognizedclient(?:exception)?|invalidsignature(?:exception)?)$/,
    'auth',
  ],
  [
    /^(?:notfound(?:error)?|modelnotfound(?:error|exception)?|resourcenotfound(?:exception)?|deploymentnotfound|modeldecommissioned)$/,
    'not_found',
  ],
  [
    /^(?:overloaded(?:error)?|unavailable(?:error)?|serviceunavailable(?:error|exception)?|modelnotready(?:exception)?|engineoverloaded(?:error)?|serveroverloaded)$/,
    'overloaded',
  ],
  [
    /^(?:ratelimit(?:exceeded|error|ed)?|ratelimitexceedederror|throttling(?:exception)?|throttled|toomanyrequests(?:error|exception)?|resourceexhausted|requestlimitexceeded|429)$/,
    'rate_limit',
  ],
  [
    /^(?:invalidrequest(?:error)?|badrequest(?:error)?|invalidargument|validation(?:error|exception)?)$/,
    'bad_request',
  ],
];

const money =
  /insufficient[_ ](?:quota|balance|credits?|funds)|\bbilling\b|credit balance|exceeded your current quota|(?:all|out of|no|any|more|insufficient|included|purchase|prepa\w+|depleted|exhausted|your) credits|credits (?:are|have been) (?:depleted|exhausted|used)|spend(?:ing)? limit|usage limits?\b|key limit exceeded|payment required|balance is insufficient|overdue balance|free tier\b[^.]{0,40} exhausted|quota is not enough|budget has been exceeded|over budget|欠费|余额不足|额度(?:不足|已用)/i;
const byTheDay = /per[ -]?(?:day|month)|\/ ?(?:day|month)\b|\b(?:daily|monthly)\b/i;
const byTheMinute =
  /per[ -]?(?:second|min(?:ute)?|hour)|\/ ?(?:s|sec|second|min|minute|h|hour)\b|\b[rt]p[ms]\b|concurren/i;

const tooLong =
  /context_length_exceeded|maximum (?:context|prompt|model|input) length|max(?:imum)? (?:allowed )?(?:context|sequence) length|(?:prompt|input|request|conversation)[^.]{0,60}? (?:is|are) too (?:long|large)|(?:prompt|input) too long|too many (?:input )?tokens|input token count|exceeds? (?:the |this |its |maximum )*(?:model'?s? )?(?:available |maximum |max |allowed )*context|exceed context limit|context (?:length|window|size|limit)[^.]{0,40} (?:exceed|overflow|too small|reached)|longer than the (?:maximum )?model'?s?(?: context)? length|(?:maximum|model'?s?) context length|too large for model|greater than the context length|must be <= \d+[^.]*tokens|tokens`? \+ `?max_new_tokens|reduce (?:the length of|your message size)|context window of this model|(?:prompt|input|request) exceeds? (?:the )?max(?:imum)? length|range of input length|exceeded model token limit|input tokens exceed|must be less than max_seq_len|must have (?:less|fewer) than \d+ tokens|max_model_len|context length of only|reached context length|(?:prompt|input) tokens?(?: count)?(?: of)? \d+ (?:exceeds|cannot exceed)|超长|上下文(?:长度|窗口)/i;

/** Gemini, xAI and Groq refuse a wrong key with status 400. */
const wrongKey = /api[ _]key (?:is )?(?:not valid|invalid|not found|expired)|(?:incorrect|invalid) api key/i;
const filtered =
  /content[_ ]filter|content[_ ]?policy|content management policy|safety (?:system|setting)|blocked by|flagged (?:by|for|as)|(?:input|prompt|output|content|request) (?:was|is|has been) flagged|requires moderation|may contain (?:inappropriate|sensitive|unsafe)|violates? (?:our |the )?usage (?:guidelines|polic)|敏感内容/i;
const busy = /overloaded|(?:currently|still) loading|loading model/i;

const has = (facts: ErrorFacts, wanted: ErrorClass): boolean =>
  facts.codes.some((code) => codes.find(([names]) => names.test(code))?.[1] === wanted);

/** The most telling of its codes: `type` says less than `code` as a rule, so the order of the table decides. */
function classOfCodes({ codes: said }: ErrorFacts): ErrorClass | null {
  return codes.find(([names]) => said.some((code) => names.test(code)))?.[1] ?? null;
}

/** Of 429: turned away for a while, or for want of money. */
function classOfLimit({ facts, message, hasReset }: Refusal): ErrorClass {
  if (has(facts, 'quota')) return 'quota';
  if (hasReset) return has(facts, 'overloaded') ? 'overloaded' : 'rate_limit';
  const quotas = facts.quotas.join(' ');
  if (/per_?(?:day|month)/i.test(quotas)) return 'quota';
  if (/per_?(?:second|minute|hour)|1\/(?:s|min|h)/i.test(quotas)) return 'rate_limit';
  if (has(facts, 'overloaded') || busy.test(message)) return 'overloaded';
  if (byTheMinute.test(message)) return 'rate_limit';
  if (byTheDay.test(message)) return 'quota';
  // Google's code for both
  const isPlain = facts.codes.every(
    (code) =>
      code === 'resourceexhausted' || code === '429' || !has({ ...facts, codes: [code] }, 'rate_limit'),
  );
  return isPlain && money.test(message) ? 'quota' : 'rate_limit';
}

function classOfSentence(message: string, status: number | null): ErrorClass | null {
  if (status === 400 && wrongKey.test(message)) return 'auth';
  if (tooLong.test(message)) return 'context_length';
  if (money.test(message) && (status === null || status < 500)) return 'quota';
  if (filtered.test(message)) return 'content_filter';
  return (status === null || status >= 500) && busy.test(message) ? 'overloaded' : null;
}

/** Statuses that mean one thing whatever is said with them, and those where a sentence may make a difference. */
function classOfStatus(refusal: Refusal, status: number): ErrorClass | null {
  const { facts, message } = refusal;
  switch (status) {
    case 401:
    case 403:
      if (has(facts, 'quota') || money.test(message)) return 'quota';
      return has(facts, 'content_filter') || filtered.test(message) ? 'content_filter' : 'auth';
    case 402:
      return 'quota';
    case 404:
      return 'not_found';
    case 413:
      return has(facts, 'context_length') || tooLong.test(message) ? 'context_length' : 'http_4xx';
    case 429:
      return classOfLimit(refusal);
    case 503:
    case 529:
      return 'overloaded';
    default:
      return null;
  }
}

/** `null`: nothing of it tells; the caller knows where it happened. */
export function classOfRefusal(refusal: Refusal): ErrorClass | null {
  const { status, facts, message } = refusal;
  const sure = status === null ? null : classOfStatus(refusal, status);
  if (sure !== null) return sure;
  const code = classOfCodes(facts);
  if (code === 'rate_limit') return classOfLimit(refusal);
  if (code !== null && code !== 'bad_request') return code;
  const said = classOfSentence(message, status);
  if (said !== null) return said;
  if (code !== null && (status === null || status < 500)) return code;
  if (status === 400 || status === 422) return 'bad_request';
  if (status === null) return null;
  return status >= 500 ? 'http_5xx' : 'http_4xx';
}

/** What a call came with; nothing, or `null` as Cohere and some parsers of Llama write it, is an empty object. */
export const argumentsOf = (written: string): string => (/^\s*(?:null\s*)?$/.test(written) ? '{}' : written);

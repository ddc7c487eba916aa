/** `partial`: stopped early by the user, a budget or a fault; what was measured stands. No schema: help names the words and loads none. */
export const runStatuses = ['running', 'done', 'partial', 'failed'] as const;
export type RunStatus = (typeof runStatuses)[number];

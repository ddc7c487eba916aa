/** How the scores of a case's repeats become one. */
export const reducers = ['mean', 'median', 'mode', 'max', 'majority'] as const;
export type Reducer = (typeof reducers)[number];

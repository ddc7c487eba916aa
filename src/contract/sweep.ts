/** What a sweep does where nothing else is written. */
export const sweepDefaults = {
  factor: 2,
  /** high / low − 1 at which the search ends. */
  tolerance: 0.1,
  /** Share of answered calls that must meet the service levels: their 95th percentile has to. */
  goodShare: 0.95,
  /** Phases. */
  steps: 100,
  maxMinutes: 30,
  durationSeconds: 10,
  /** How long the lower end has to hold at a stretch: quotas are often per minute. */
  soakSeconds: 60,
} as const;

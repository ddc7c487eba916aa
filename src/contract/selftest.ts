/** What the client can see on this machine: the figures that stand beside every run made on it. */
import { z } from 'zod';

/** Type-7 quantiles of all values, however few. */
export const errorFiguresSchema = z
  .object({
    p50_ms: z.number(),
    p99_ms: z.number(),
    max_ms: z.number(),
  })
  .meta({ id: 'ErrorFigures' });
export type ErrorFigures = z.infer<typeof errorFiguresSchema>;

/** Ours minus what the simulator logged when it wrote. */
export const timingErrorSchema = z
  .object({
    streams: z.number(),
    calls: z.number(),
    unmatched: z.number().describe('Calls that could not be compared'),
    ttft_error: errorFiguresSchema.nullable().describe('First content frame: how late we stamped it'),
    gap_error: errorFiguresSchema.nullable().describe('Between content frames: size of the difference'),
  })
  .meta({ id: 'TimingError' });
export type TimingError = z.infer<typeof timingErrorSchema>;

/** Calls sent by a clock, whatever became of those before. */
export const scheduleErrorSchema = z
  .object({
    rate: z.number().describe('Calls per second'),
    calls: z.number(),
    achieved_share: z.number().describe('Answered calls that left within 100 ms of their instant / all'),
    error: errorFiguresSchema.nullable().describe('When a call left minus when it should have'),
  })
  .meta({ id: 'ScheduleError' });
export type ScheduleError = z.infer<typeof scheduleErrorSchema>;

/** `native`: our own code for OpenAI-compatible endpoints; `package`: an AI SDK provider package. */
export const waySchema = z.enum(['native', 'package']);
export type Way = z.infer<typeof waySchema>;

export const selftestReportSchema = z
  .object({
    schema: z.literal('assay.selftest/1'),
    at_ms: z.number(),
    assay_version: z.string(),
    node_version: z.string(),
    cpu: z.string(),
    cores: z.number(),
    timing: z
      .array(
        timingErrorSchema.extend({
          way: waySchema,
          wire: z.string(),
        }),
      )
      .describe('First token after 50 ms, then 32 chunks 10 ms apart'),
    schedule: z
      .array(scheduleErrorSchema)
      .describe('Open loop at a constant rate; 16-chunk answers after 50 ms, by our own code'),
    rate: z
      .object({
        raw_req_s: z.number(),
        native_req_s: z.number(),
        package_req_s: z.number(),
      })
      .describe(
        "Calls per second without any delay, 64 at once, 16-chunk streams; `raw` is undici's dispatch with nothing on top",
      ),
  })
  .meta({ id: 'SelftestReport' });
export type SelftestReport = z.infer<typeof selftestReportSchema>;

/** What a simulator is started with, and what is told of the models it then serves. */
import type { Price } from '../contract/suite.ts';
import type { KnowledgeItem } from './knowledge.ts';
import type { Profile, ProfileInput, WireName } from './profile.ts';

/** Plain data: it is handed to a child process. */
export interface SimulatorOptions {
  /** Default 1. */
  seed?: number;
  /** Default 0: any free port. */
  port?: number;
  knowledge?: KnowledgeItem[];
  /** Default: the shipped models, or those of the replay file. */
  profiles?: ProfileInput[];
  /** JSONL of recorded answers; see `replay.ts`. */
  replayFile?: string;
  /** What recorded models are listed as; default `openai-chat`. */
  replayWire?: WireName;
  /** Gets a line of JSON for each finished request. */
  truthFile?: string;
  /** How long a batch takes, default 2 seconds (none without delay), and the share of its requests that it reaches before it expires, default 1. */
  batch?: { seconds?: number; reached?: number };
  /** Everything is written at once: for throughput. */
  noDelay?: boolean;
}

export interface SimulatedModel {
  name: string;
  wire: WireName;
  /** `null`: unknown. */
  price: Price | null;
  profile: Profile;
}

export interface SimulatorHandle {
  /** Without a slash at the end. */
  url: string;
  pid: number;
  /** Needed for `POST /control`. */
  token: string;
  models: SimulatedModel[];
  close(): Promise<void>;
}

import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Adaptation, Feedback, Maker, Profile, Projection } from '@attune/contract';
import type { Task } from '@attune/core';

/** `open`: not asked or not finished · `skipped`: not to be asked again · `done`: answered. */
export const ONBOARDING = ['open', 'skipped', 'done'] as const;
export type Onboarding = (typeof ONBOARDING)[number];

/** What a reader may do beside reading. */
export type Role = 'reader' | 'author' | 'administrator';

/** `jsonb`: read as a value, written as JSON text, because the driver would write a list as a Postgres array. */
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date | undefined, Date>;

interface Users {
  id: Generated<string>;
  name: Generated<string>;
  email: string | null;
  email_verified: Generated<boolean>;
  image: string | null;
  is_anonymous: Generated<boolean>;
  role: Generated<Role>;
  created_at: Time;
  updated_at: Time;
}

interface Preferences {
  user_id: string;
  profile: Json<Profile>;
  onboarding: Onboarding;
  updated_at: Time;
}

interface ChapterRevisions {
  chapter: string;
  revision: string;
  path: string;
  source: string;
  blocks: string[] | null;
  published_at: Time;
}

interface Variants {
  key: string;
  variant: string;
  chapter: string;
  revision: string;
  profile_hash: string;
  projection: Json<Projection>;
  edits: string;
  markdown: string | null;
  tags: string[];
  makers: Json<Maker[]>;
  version: Generated<number>;
  created_at: Time;
  last_used_at: Time;
  pinned_at: Date | null;
}

interface Withdrawals {
  variant: string;
  withdrawn_at: Time;
}

interface VariantReferences {
  user_id: string;
  chapter: string;
  profile_hash: string;
  id: GeneratedAlways<string>;
  variant_key: string;
  last_used_at: Time;
}

interface PersonalizationLog {
  id: GeneratedAlways<string>;
  user_id: string | null;
  chapter_id: string;
  transformation_type: string;
  response_time_ms: number;
  cached: boolean;
  llm_provider: string | null;
  created_at: Time;
}

/** A date as its ISO text: the driver would make a local midnight of it. */
type Day = ColumnType<Date, string, string>;

interface UsageDays {
  day: Day;
  chapter: string;
  cached: boolean;
  requests: string;
  total_ms: string;
}

interface ResponseTimes {
  day: Day;
  cached: boolean;
  bucket: number;
  requests: string;
}

interface ChapterReaders {
  chapter: string;
  user_id: string;
  cached_on: Day | null;
  made_on: Day | null;
}

interface ReaderCounts {
  chapter: string;
  kind: 'any' | 'cached' | 'made';
  last_day: Day;
  readers: string;
}

interface CacheCounts {
  chapter: string;
  variants: string;
  bytes: string;
  entries: string;
  readers: string;
  counted_at: Time;
}

/** Who made a row, with which prompts, when. */
interface Made {
  model: string;
  prompts: string;
  prepared: boolean;
  made_at: Time;
}

interface Plans extends Made {
  key: string;
  chapter: string;
  block: string;
  projection: Json<Projection>;
  entry: string | null;
}

interface Adaptations extends Made {
  key: string;
  chapter: string;
  block: string;
  projection: Json<Projection>;
  language: string | null;
  state: Adaptation['state'];
  edits: string;
  refused: string;
  remarks: string;
  asked: number;
  certificate: Json<Adaptation['certificate']>;
  tried: string | null;
  updated_at: Time;
}

interface Reviews extends Made {
  key: string;
  chapter: string;
  remarks: number;
}

interface Flags extends Made {
  key: string;
  chapter: string;
  block: string;
  text: string;
  settled_at: Date | null;
}

interface FeedbackRows {
  id: GeneratedAlways<string>;
  user_id: string | null;
  chapter: string;
  block: string;
  action: Feedback['action'];
  tag: string;
  variant: string;
  adaptation: string | null;
  verdict: Feedback['verdict'];
  text: string | null;
  created_at: Time;
}

interface ModelCalls {
  id: GeneratedAlways<string>;
  at: Time;
  chapter: string | null;
  kind: Task['kind'];
  model: string;
  input: number;
  cache_read: number;
  cache_write: number;
  output: number;
  estimated: boolean;
  /** `numeric`: read as text. */
  usd: ColumnType<string | null, number | null, number | null>;
  ms: number;
  first_text_ms: number | null;
  outcome: string;
  fallback: boolean;
  attempt: number;
}

interface Leases {
  key: string;
  holder: string;
  expires_at: Time;
  wanted_until: Time;
  failure: Json<object> | null;
}

interface Invalidations {
  single: Generated<boolean>;
  /** `bigint`: read as text. */
  version: ColumnType<string, number, number>;
}

/** The tables that this package reads and writes; the authentication library's others are its own. */
interface Limits {
  key: string;
  used: number;
  ends_at: Date;
}

interface Classes {
  name: string;
  code_hash: string;
  created_at: Time;
  expires_at: Date;
}

export interface Tables {
  limits: Limits;
  classes: Classes;
  users: Users;
  preferences: Preferences;
  chapter_revisions: ChapterRevisions;
  variants: Variants;
  withdrawals: Withdrawals;
  variant_references: VariantReferences;
  personalization_log: PersonalizationLog;
  plans: Plans;
  adaptations: Adaptations;
  reviews: Reviews;
  flags: Flags;
  feedback: FeedbackRows;
  model_calls: ModelCalls;
  leases: Leases;
  invalidations: Invalidations;
  usage_days: UsageDays;
  response_times: ResponseTimes;
  chapter_readers: ChapterReaders;
  reader_counts: ReaderCounts;
  cache_counts: CacheCounts;
}

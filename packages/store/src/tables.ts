import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Profile, Projection } from '@attune/contract';

/** `open`: not asked or not finished · `skipped`: not to be asked again · `done`: answered. */
export const ONBOARDING = ['open', 'skipped', 'done'] as const;
export type Onboarding = (typeof ONBOARDING)[number];

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
  tags: string[];
  version: Generated<number>;
  created_at: Time;
  last_used_at: Time;
}

interface VariantReferences {
  user_id: string;
  chapter: string;
  profile_hash: string;
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

/** The tables that this package reads and writes; the authentication library's others are its own. */
export interface Tables {
  users: Users;
  preferences: Preferences;
  chapter_revisions: ChapterRevisions;
  variants: Variants;
  variant_references: VariantReferences;
  personalization_log: PersonalizationLog;
}

/** Server settings by name, as in postgresql.conf. */
export type Settings = Readonly<Record<string, string>>;

/** Nothing that was confirmed is lost, whatever is switched off. */
const DURABLE: Settings = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** For one Attune on a laptop. No process that serves replication or parallel queries, no memory set aside for them. */
const SMALL: Settings = {
  max_connections: '40',
  shared_buffers: '32MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  wal_buffers: '1MB',
  max_wal_size: '256MB',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '2',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  max_wal_senders: '0',
  max_replication_slots: '0',
  wal_level: 'minimal',
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
};

const QUIET: Settings = { log_min_messages: 'warning', log_checkpoints: 'off', timezone: 'UTC', log_timezone: 'UTC' };

export const DEFAULT_SETTINGS: Settings = { ...DURABLE, ...SMALL, ...QUIET };

/** Settings that older servers do not know and would not start with. */
const SINCE_18 = new Set(['autovacuum_worker_slots', 'io_method']);

/** Ours, of those that a server of this major version knows; our own version's where none is named. */
export function defaultsFor(major?: string): Settings {
  if (major === undefined || Number(major) >= 18) return DEFAULT_SETTINGS;
  return Object.fromEntries(Object.entries(DEFAULT_SETTINGS).filter(([name]) => !SINCE_18.has(name)));
}

/** As arguments of the program, so that what is in force is this version's whatever an older one wrote to a file. */
export function settingArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

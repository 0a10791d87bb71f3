export type BackupErrorCode =
  /** Something stands at the path of the file that was to be written. */
  | 'file_exists'
  /** The file is none of ours, of another format, cut off or changed. */
  | 'file_unreadable'
  /** It was made by a newer version, or by another text of a migration. */
  | 'other_version'
  /** The database has data. */
  | 'not_empty'
  /** The database has tables, but not ours. */
  | 'foreign_database';

/** Why a backup was not made or not restored, and how to mend it. Nothing was changed. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;
  readonly remedy: string;

  constructor(code: BackupErrorCode, problem: string, remedy: string, options?: ErrorOptions) {
    super(problem, options);
    this.code = code;
    this.remedy = remedy;
  }
}

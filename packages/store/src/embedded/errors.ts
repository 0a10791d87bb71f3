export type EmbeddedDatabaseCode =
  | 'platform_unsupported'
  | 'binaries_incomplete'
  | 'binaries_unusable'
  | 'account_unlisted'
  | 'folder_not_traversable'
  | 'folder_not_writable'
  | 'data_folder_foreign'
  | 'data_folder_other_version'
  | 'data_folder_in_use'
  | 'upgrade_unfinished'
  | 'upgrade_needless'
  | 'password_missing'
  | 'port_taken'
  | 'disk_full'
  | 'start_failed'
  | 'start_timeout'
  | 'gave_up';

/** Why the embedded database does not run, and how to mend it. The message holds both; `cause` what lies beneath. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
  readonly code: EmbeddedDatabaseCode;
  readonly remedy: string;

  constructor(code: EmbeddedDatabaseCode, problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem} ${remedy}`, options);
    this.code = code;
    this.remedy = remedy;
  }
}

const errorCode = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Whether a file operation failed because there is no such file. */
export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';

/** The error of a file operation in the data folder, in words; any other error as it is. */
export function asFolderError(folder: string, error: unknown): unknown {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notWritable(folder, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder, error);
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedDatabaseError(
        'data_folder_foreign',
        `${folder} is not a folder.`,
        'Choose another data folder.',
        { cause: error },
      );
    default:
      return error;
  }
}

export function notWritable(folder: string, cause?: unknown): EmbeddedDatabaseError {
  const remedy = 'Give this account the folder (chown -R), or choose another data folder.';
  return new EmbeddedDatabaseError('folder_not_writable', `The data folder ${folder} cannot be written.`, remedy, {
    cause,
  });
}

export function diskFull(folder: string, cause?: unknown): EmbeddedDatabaseError {
  const remedy = 'Free some space and start again; nothing that was saved is lost.';
  return new EmbeddedDatabaseError('disk_full', `The disk of the data folder ${folder} is full.`, remedy, { cause });
}

export function inUse(folder: string, holder: string, remedy: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError('data_folder_in_use', `The data folder ${folder} is in use by ${holder}.`, remedy);
}

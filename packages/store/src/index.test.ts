import { expect, test } from 'vitest';
import * as embedded from './embedded/index.ts';
import * as store from './index.ts';

test('the public names are these', () => {
  expect(Object.keys(store).sort()).toEqual([
    'BackupError',
    'DatabaseUnavailableError',
    'MAX_REFERENCES',
    'MIN_READERS',
    'MigrationError',
    'ONBOARDING',
    'UnstorableTextError',
    'asStoreError',
    'backup',
    'isDatabaseUnavailable',
    'openStore',
    'restore',
  ]);
  expect(Object.keys(embedded).sort()).toEqual([
    'DEFAULT_SETTINGS',
    'EmbeddedDatabaseError',
    'findEmbedded',
    'startEmbedded',
    'upgradeEmbedded',
  ]);
});

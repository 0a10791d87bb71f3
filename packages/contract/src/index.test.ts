import { expect, it } from 'vitest';
import * as client from './client.ts';
import * as contract from './index.ts';
import * as project from './project.ts';
import * as routes from './routes.ts';

it('@attune/contract has these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'Adaptation',
    'BookSettings',
    'Bundle',
    'EDIT_ACTIONS',
    'ERRORS',
    'ERROR_CODES',
    'Edit',
    'ErrorBody',
    'Facet',
    'FacetOption',
    'Feedback',
    'Flag',
    'Flow',
    'Inline',
    'LocalizedText',
    'Maker',
    'Manifest',
    'ModelSettings',
    'PRESETS',
    'PlanEntry',
    'PlannedBlock',
    'Profile',
    'Projection',
    'Readers',
    'Reason',
    'RefusedEdit',
    'Review',
    'Syntax',
    'Variant',
    'WHOLE_CHAPTER',
    'canonicalJson',
    'hashText',
    'hashValue',
    'project',
  ]);
});

it('@attune/contract/project has these', () => {
  expect(Object.keys(project).sort()).toEqual(['canonicalJson', 'hashText', 'hashValue', 'project']);
});

it('@attune/contract/client has these', () => {
  expect(Object.keys(client).sort()).toEqual(['ServiceError', 'createClient', 'pointerPath', 'variantPath']);
});

it('@attune/contract/routes has the operations, and the schemas they speak in', () => {
  expect(Object.keys(routes).sort()).toEqual([
    'ChapterList',
    'ChapterSummary',
    'Cleared',
    'CreatedReader',
    'FacetList',
    'FeedbackKept',
    'HealthReport',
    'MODEL_STATES',
    'NewPreferences',
    'Onboarding',
    'OnboardingAnswers',
    'PersonalizeEvent',
    'PersonalizeFailure',
    'PersonalizeRequest',
    'PersonalizedChapter',
    'Pinned',
    'Pointer',
    'Preferences',
    'Reader',
    'ReaderState',
    'VariantContent',
    'changePassword',
    'clearCache',
    'clearStored',
    'createReader',
    'eraseReader',
    'exchangeCode',
    'exportReader',
    'finishSignIn',
    'getAccount',
    'getChapter',
    'getDocs',
    'getHealth',
    'getLiveness',
    'getOpenApi',
    'getPointer',
    'getPreferences',
    'getReader',
    'getStatistics',
    'getVariant',
    'getWaysToSignIn',
    'listChapters',
    'listFacets',
    'listFlags',
    'personalize',
    'pinVariant',
    'requestPasswordReset',
    'requestVerification',
    'resetPassword',
    'sendFeedback',
    'signIn',
    'signOut',
    'signOutEverywhere',
    'signUp',
    'startSignIn',
    'submitOnboarding',
    'updatePreferences',
    'verifyEmail',
  ]);
});

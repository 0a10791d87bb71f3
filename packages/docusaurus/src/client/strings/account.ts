import { params } from '@nanostores/i18n';
import { i18n } from './i18n.ts';

/** The strings of the reader's account; only the preferences page has them. */
export const accountMessages = i18n('account', {
  title: 'Your account',
  none: 'You read without an account. With one you find your answers on other devices; what you have done so far stays yours.',
  signUp: 'Create an account',
  signIn: 'Sign in',
  signInWith: params('Sign in with {provider}'),
  email: 'E-mail address',
  password: 'Password',
  currentPassword: 'Present password',
  newPassword: 'New password (10 characters or more)',
  cancel: 'Cancel',
  forgot: 'Forgot your password?',
  sendReset: 'Send me a mail',
  resetSent: 'If there is an account with this address, a mail is on its way.',
  resetTitle: 'Set a new password',
  resetDone: 'Your new password is set. Sign in with it.',
  verified: 'Your e-mail address is verified.',
  signedInAs: 'Signed in as',
  notVerified: 'This address has not been verified yet.',
  verify: 'Send the mail again',
  verifySent: 'A mail is on its way.',
  changePassword: 'Change the password',
  passwordChanged: 'The password is changed. All other sessions have ended.',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  storedTitle: 'What is stored of you',
  storedBody: 'Your answers, which chapters you have read, and your account if you have one.',
  export: 'Download all of it',
  erase: 'Erase all of it',
  eraseSure: 'Everything that is stored of you is erased at once, here and in this browser. It cannot be brought back.',
  eraseNow: 'Yes, erase everything',
  erased: 'Everything that was stored of you is erased.',
  wait: 'One moment…',
  emailTaken: 'There is an account with this address. Sign in with your password.',
  wrong: 'No account has this e-mail address and password.',
  passwordWrong: 'That is not your present password.',
  invalid: 'Check the address, and that the password has 10 characters or more.',
  linkOver: 'This link is not good any more. Ask for a new one.',
  refused: 'The sign-in was not completed.',
  unreachable: 'That did not work just now. Try again in a moment.',
});

/** Those that need nothing put into them. */
export type AccountMessage = Exclude<keyof ReturnType<typeof accountMessages.get>, 'signInWith'>;

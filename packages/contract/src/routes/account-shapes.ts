import { z } from 'zod';
import { Reader } from './shapes.ts';

// Schemas of accounts, as they go over the wire.

const EmailAddress = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase())
  .meta({ id: 'EmailAddress', example: 'ada@example.org' });
const NewPassword = z.string().min(10).max(128).describe('Ten characters at least.');
const Password = z.string().min(1).max(128);
/** Room for a page of any site. */
const Page = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .describe('Page of the book to come back to; its origin must be one that the service allows.');
const Proof = z.string().min(1).max(200);

/** Characters that are safe in an address: base64url of a SHA-256. */
const Challenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const SignedIn = z
  .object({ reader: Reader, token: z.string(), expiresAt: z.iso.datetime() })
  .strict()
  .meta({ id: 'SignedIn', description: 'The token proves the reader; every token that they had before may be over.' });
export type SignedIn = z.infer<typeof SignedIn>;

export const Credentials = z.object({ email: EmailAddress, password: Password }).strict().meta({ id: 'Credentials' });
export type Credentials = z.input<typeof Credentials>;

export const NewAccount = z
  .object({
    email: EmailAddress,
    password: NewPassword,
    page: Page.optional().describe('Where the mail that verifies the address leads; without it none is sent.'),
  })
  .strict()
  .meta({ id: 'NewAccount' });
export type NewAccount = z.input<typeof NewAccount>;

export const Account = z
  .object({
    email: z.string(),
    emailVerified: z.boolean(),
    role: z.enum(['reader', 'author', 'administrator']),
    providers: z.array(z.string()).describe('How the reader can sign in: credential for a password, or a provider.'),
  })
  .strict()
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

export const PasswordChange = z
  .object({ current: Password, password: NewPassword })
  .strict()
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.input<typeof PasswordChange>;

export const ResetRequest = z.object({ email: EmailAddress, page: Page }).strict().meta({ id: 'ResetRequest' });
export type ResetRequest = z.input<typeof ResetRequest>;

export const PasswordReset = z
  .object({ proof: Proof.describe('What the mail’s link has after #attune-reset=.'), password: NewPassword })
  .strict()
  .meta({ id: 'PasswordReset' });
export type PasswordReset = z.input<typeof PasswordReset>;

export const VerificationRequest = z.object({ page: Page }).strict().meta({ id: 'VerificationRequest' });
export const Verification = z
  .object({ proof: Proof.describe('What the mail’s link has after #attune-verify=.') })
  .strict()
  .meta({ id: 'Verification' });

export const Done = z
  .object({ done: z.literal(true) })
  .strict()
  .meta({ id: 'Done' });
export type Done = z.infer<typeof Done>;
export const Ended = z
  .object({ ended: z.int().min(0).describe('Sessions.') })
  .strict()
  .meta({ id: 'Ended' });
export type Ended = z.infer<typeof Ended>;

export const WaysToSignIn = z
  .object({
    providers: z.array(z.object({ id: z.string(), name: z.string() }).strict()),
    mail: z.boolean().describe('Whether the service can send mail: without it a forgotten password cannot be reset.'),
  })
  .strict()
  .meta({ id: 'WaysToSignIn' });
export type WaysToSignIn = z.infer<typeof WaysToSignIn>;

export const SignInStart = z
  .object({
    page: Page,
    challenge: Challenge.describe('Base64url of the SHA-256 of a verifier that stays in the browser.'),
  })
  .strict()
  .meta({ id: 'SignInStart' });
export type SignInStart = z.infer<typeof SignInStart>;
export const SignInAddress = z.object({ url: z.url() }).strict().meta({ id: 'SignInAddress' });
export type SignInAddress = z.infer<typeof SignInAddress>;

export const CodeExchange = z
  .object({
    code: Proof.describe('What the page’s address has after #attune-code=.'),
    verifier: z.string().min(43).max(128),
  })
  .strict()
  .meta({ id: 'CodeExchange' });
export type CodeExchange = z.infer<typeof CodeExchange>;

export const ReaderExport = z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).meta({
  id: 'ReaderExport',
  description: 'The rows that are stored of a reader, by table; docs/privacy.md says what each column is.',
});
export type ReaderExport = z.infer<typeof ReaderExport>;

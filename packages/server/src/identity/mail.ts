import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends a mail; rejects where it was not taken. */
export type SendMail = (mail: Mail) => Promise<void>;

/** By a mail server: `smtp://user:password@host:port`, `smtps://…`. */
export function smtpSender(url: string, from: string): SendMail {
  const transport = createTransport(url);
  return async (mail) => {
    await transport.sendMail({ ...mail, from });
  };
}

/** For development: whoever runs the service on their own machine reads the mails there. */
export const consoleSender =
  (print: (text: string) => void): SendMail =>
  ({ to, subject, text }) => {
    print(`\n--- mail to ${to}: ${subject}\n${text}\n---\n`);
    return Promise.resolve();
  };

/** What a failure to send is told as: a mail server's answer may repeat the address. */
export const mailFailure = (error: unknown): { code: unknown; answer: unknown } => {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  return { code, answer: responseCode };
};

export const verificationMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Verify your e-mail address',
  text: `Somebody, you we hope, made an account with this address. To verify it, open within a day:\n\n${link}\n\nIf it was not you, nothing needs to be done.`,
});

export const resetMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Set a new password',
  text: `Somebody, you we hope, asked to set a new password. To do so, open within an hour:\n\n${link}\n\nIf it was not you, nothing needs to be done.`,
});

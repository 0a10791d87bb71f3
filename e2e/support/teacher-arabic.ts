/** Sound Arabic for a text without numbers, terms and marks. */
export const inArabic = (kind: string): string =>
  kind === 'heading' ? 'الخطوات التالية' : 'يرى الروبوت العالم من حوله ثم يفكر فيه وبعد ذلك يحرك مفاصله.';

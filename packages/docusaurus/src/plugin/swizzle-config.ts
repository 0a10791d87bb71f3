import type { SwizzleConfig } from '@docusaurus/types';

type Actions = SwizzleConfig['components'][string]['actions'];

/** Small and about looks: what it is given is what it shows. */
const FREE: Actions = { wrap: 'safe', eject: 'safe' };
/** What it does may change with any version: put something round it. */
const WRAPPED: Actions = { wrap: 'safe', eject: 'forbidden' };
/** What was compiled is found again by it. */
const INNER: Actions = { wrap: 'forbidden', eject: 'forbidden' };

/** What `docusaurus swizzle @attune/docusaurus --list` says of each component. */
export function getSwizzleConfig(): SwizzleConfig {
  const of = (actions: Actions, description: string) => ({ actions, description });
  return {
    components: {
      AttuneAccount: of(WRAPPED, 'On the preferences page: the reader’s account, and what is stored of them'),
      AttuneAccountForm: of(WRAPPED, 'A form of the account: its fields and its button'),
      AttuneAnswers: of(WRAPPED, 'In the details: answers to be changed, or tried'),
      AttuneBar: of(WRAPPED, 'The two tabs above a chapter, and what the chosen view says of itself'),
      AttuneBlock: of(INNER, 'A block of a chapter: the author’s, or its edit'),
      AttuneChange: of(WRAPPED, 'On a mark: what was changed, compared with the author’s words'),
      AttuneChapter: of(WRAPPED, 'A chapter with all that Attune puts round it'),
      AttuneCorrection: of(FREE, 'Below a corrected block: what the author wrote, and why it was put right'),
      AttuneDetails: of(WRAPPED, 'Below the summary: who wrote, steps replaced, answers, links'),
      AttuneDock: of(WRAPPED, 'At the foot of the view: how far a model is, what waits to be shown'),
      AttuneFeedback: of(WRAPPED, 'On a mark: thumbs, and a report to the author'),
      AttuneGloss: of(FREE, 'A glossary term where it is first used, and its explanation'),
      AttuneHave: of(FREE, 'At a step that needs something: “I have this”'),
      AttuneInline: of(INNER, 'What prose keeps as the author wrote it: code, a formula, a link'),
      AttuneInsert: of(WRAPPED, 'A note, example or table that a model wrote'),
      AttuneInvitation: of(WRAPPED, 'The invitation to say who one is'),
      AttuneLeaf: of(INNER, 'A run of prose of a block'),
      AttuneMark: of(WRAPPED, 'The sign beside a reworded block, and what it tells'),
      AttunePassage: of({ wrap: 'safe', eject: 'unsafe' }, 'A passage that an author marked for some readers'),
      AttunePopover: of(FREE, 'A button and the small panel that it opens'),
      AttunePreferences: of(WRAPPED, 'The page with all answers'),
      AttunePreview: of(WRAPPED, 'In docusaurus start: the page as any reader has it'),
      AttuneQuestion: of(FREE, 'One question with its options and why it is asked'),
      AttuneReasons: of(FREE, 'The answers that an edit was made for'),
      AttuneShare: of(WRAPPED, 'Links to this very version, and for a class'),
      AttuneSignIn: of(WRAPPED, 'Sign-up, sign-in, forgotten passwords'),
      AttuneSignedIn: of(WRAPPED, 'The account of who is signed in'),
      AttuneStored: of(WRAPPED, 'What is stored: download and erase'),
      AttuneSummary: of(WRAPPED, 'What was done to the chapter and for whom'),
      AttuneTranslation: of(FREE, 'The way to the author’s own translation'),
      AttuneVisit: of(WRAPPED, 'The banner of a page that is tried, shared or proposed'),
      AttuneWelcome: of(WRAPPED, 'The questionnaire'),
      'TOCItems/Tree': of(WRAPPED, 'The table of contents, in the words that headings have just now'),
    },
  };
}

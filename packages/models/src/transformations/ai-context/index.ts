import { forAnswers } from '../transformation.ts';

/**
 * Applies to `ai_ml_experience` of the preset `learning-goals`, but for the middle one. May rewrite and add notes. After it the
 * terms of machine learning stand.
 */
export const aiContext = forAnswers({
  name: 'ai-context',
  may: ['rewrite', 'insert'],
  values: {
    ai_ml_experience: {
      none: `Machine learning is new: model, training, inference, loss, dataset, parameters and what else comes up are grounded where they are first needed, by what goes in, what comes out, and what changes while it learns. A picture must not make the machine understand or want anything.`,
      basic: `Machine learning is known in outline: training, test, model, overfitting need no word; what goes beyond them (architectures, policies, fine-tuning, quantization) is explained where it is first needed.`,
      advanced: `Machine learning is home ground: what the chapter says of its basics may be condensed, every claim kept; where it stays general, one exact sentence on the objective, the data or the failure at hand, if it is certain.`,
    },
  },
  newcomers: { ai_ml_experience: ['none'] },
  holds: 'The terms of machine learning stay; no picture makes a program a person.',
  neutral: { ai_ml_experience: { intermediate: 'the author writes for this reader' } },
});

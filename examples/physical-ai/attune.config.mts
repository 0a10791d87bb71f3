/** What this book asks its readers, and where its glossary and primers are. Every setting: docs/configuration.md. */
export default {
  preset: 'onboarding',
  glossary: 'glossary.yaml',
  primers: 'primers',
  folds: {
    basics: { programming_experience: ['Advanced'], robotics_experience: ['Hardware'] },
    depth: { programming_experience: ['Beginner'] },
  },
};

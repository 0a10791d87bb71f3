/** What the transformations do, said to a reader. The names are the tags of edits. */
export const TRANSFORMATIONS = {
  'beginner-simplify': 'Put in plainer words',
  'explain-code': 'Code explained',
  'advanced-condense': 'Put more briefly',
  'advanced-depth': 'More depth',
  'robotics-context': 'Robotics explained from where you stand',
  'hardware-notes': 'Notes for your hardware',
  'jetson-hardware': 'For a Jetson kit',
  'cloud-hardware': 'For work in the cloud',
  'simulator-alternatives': 'Without the hardware',
  'role-framing': 'Seen from your role',
  translate: 'In your language',
  correction: 'Put right',
  'reader-context': 'Fitted to your answers',
  'education-stage': 'Fitted to your stage',
  'ai-context': 'Machine learning explained from where you stand',
  'goal-framing': 'Seen from your goals',
};

// What the examples of several operations say.

export const chapter = 'default/current/en/nodes';
export const revision = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** A variant without its hash. */
export const content = {
  chapter,
  revision,
  projection: { programming_experience: 'Beginner' },
  profileHash: revision,
  edits: [
    {
      block: '0a1b2c3d4e5f',
      action: 'fold',
      tag: 'fold',
      why: [{ facet: 'programming_experience', value: 'Beginner' }],
      label: 'Why the Jacobian loses rank',
    },
  ],
  tags: ['fold'],
  makers: [],
};

export const page = 'https://book.example/attune/preferences';
export const signedIn = {
  reader: { id: '3f1c1f2e-8a55-4f0e-9a43-0c5a1f4f0b11', anonymous: false },
  token: '8xQ4m…',
  expiresAt: '2026-12-20T08:00:00.000Z',
};

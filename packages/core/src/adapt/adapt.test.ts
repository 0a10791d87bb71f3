import type { Edit, PlanEntry, Profile } from '@attune/contract';
import {
  memoryAdaptations,
  type MemoryAdaptations,
  type Script,
  scriptedRewriter,
  testBook,
  testChapter,
} from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import {
  type Book,
  ModelError,
  personalize,
  type Personalized,
  type Said,
  type Task,
  type VariantStore,
} from '../index.ts';

const GLOSSARY =
  'readers: { programming_experience: [Beginner] }\nterms:\n  - { term: topic, keepInEnglish: true, definitions: { en: A channel. } }\n  - { term: broker, definitions: { en: A go-between. } }\n';
const book: Book = { ...testBook({ glossary: GLOSSARY }), rewriting: true };
const SOURCE = [
  '# Messages',
  'Programs talk through a topic and never wait.',
  'A broker carries what they say.',
  '## On the GPU',
  'The GPU draws 200 W while it runs.',
  'It gets warm after a while.',
  '```python\nrun()\n```',
].join('\n\n');

const beginner: Profile = { programming_experience: 'Beginner' };
const why = [{ facet: 'programming_experience', value: 'Beginner' }];

/** The blocks by what they begin with. */
const idOf = (start: string, source = SOURCE): string => {
  const block = testChapter(source, book).blocks.find((one) => source.slice(one.start).startsWith(start));
  return block?.id ?? expect.fail(`no block starts with ${start}`);
};
const entry = (start: string, more: Partial<PlanEntry> = {}): Said => ({
  says: 'entry',
  entry: { block: idOf(start), terms: [], need: 'x', does: ['rewrite'], tags: ['beginner-simplify'], ...more },
});
const rewrite = (start: string, text: string, more: Partial<Edit> = {}): Said => ({
  says: 'edit',
  edit: { block: idOf(start), action: 'rewrite', tag: 'beginner-simplify', why, texts: [text], ...more },
});
const insert = (start: string, text: string, more: Partial<Edit> = {}): Said => ({
  says: 'edit',
  edit: {
    block: idOf(start),
    action: 'insert',
    tag: 'beginner-simplify',
    why,
    position: 'after',
    kind: 'note',
    text,
    ...more,
  },
});
const DONE: Said = { says: 'done' };
const GOOD = 'Programs talk to each other through a topic, and they never wait.';

interface Changes {
  readonly source?: string;
  readonly profile?: Profile;
  readonly adaptations?: MemoryAdaptations;
  readonly store?: VariantStore;
  readonly signal?: AbortSignal;
  readonly reading?: string;
  readonly concurrency?: number;
}

/** Variants are not kept between requests here, so that only what is kept of the model is tested. */
const forgetful: VariantStore = { findVariant: async () => undefined, putVariant: async (_, variant) => variant };

async function ask(script: Script, changes: Changes = {}): Promise<Personalized & { asked: Task[]; events: string[] }> {
  const {
    source = SOURCE,
    profile = beginner,
    adaptations = memoryAdaptations(),
    store = forgetful,
    ...options
  } = changes;
  const model = scriptedRewriter(script);
  const events: string[] = [];
  const result = await personalize(
    { chapter: testChapter(source, book), profile, book },
    { store, adaptations, model },
    {
      onReady: () => events.push('ready'),
      emit: (event) => events.push(event.type === 'edit' ? 'edit' : `${event.done}/${event.total}`),
      ...options,
    },
  );
  return { ...result, asked: model.asked, events };
}
const kinds = (tasks: readonly Task[]): string[] => tasks.map(({ kind }) => kind);
const wanted = (task: Task | undefined): readonly string[] => (task && 'wanted' in task ? task.wanted : []);
const textsOf = ({ variant }: Personalized): unknown[] =>
  variant.edits.filter(({ action }) => action !== 'gloss').map(({ texts, text }) => texts?.[0] ?? text);
/** Plans one rewrite and makes it. */
const simple: Script = (task) =>
  task.kind === 'plan' ? [entry('Programs', { terms: ['topic'] })] : [rewrite('Programs', GOOD)];

describe('a page that nobody has asked for', () => {
  it('is planned, and only what the plan names is asked for, a section at a time', async () => {
    const made = await ask(simple);
    expect(kinds(made.asked)).toEqual(['plan', 'section']);
    expect(wanted(made.asked[1])).toEqual([idOf('Programs')]);
    expect(textsOf(made)).toEqual([GOOD]);
    expect(made.variant.edits[0]?.leaves).toBeDefined();
    expect(made.variant.tags).toContain('beginner-simplify');
  });

  it('tells at once what can be shown, then each edit, then how far it is', async () => {
    expect((await ask(simple)).events).toEqual(['ready', '0/0', 'edit', '1/1']);
  });

  it('is not asked for again', async () => {
    const adaptations = memoryAdaptations();
    const first = await ask(simple, { adaptations });
    const second = await ask(() => expect.fail('was asked again'), { adaptations });
    expect(second.variant).toEqual(first.variant);
  });

  it('has its section begun as soon as the plan has gone past it', async () => {
    const order: string[] = [];
    const begun = Promise.withResolvers<void>();
    await ask(async function* (task): AsyncGenerator<Said> {
      if (task.kind === 'section') {
        order.push('section');
        begun.resolve();
        yield* simple(task);
        return;
      }
      yield entry('Programs');
      yield entry('It gets', { does: ['insert'] });
      await begun.promise;
      order.push('plan ends');
    });
    expect(order.slice(0, 2)).toEqual(['section', 'plan ends']);
  });
});

it('the section being read is asked for first, and does not wait for others', async () => {
  const adaptations = memoryAdaptations();
  const both: Script = (task) => (task.kind === 'plan' ? [entry('Programs'), entry('The GPU')] : [DONE]);
  const options = { concurrency: 1, reading: idOf('## On') };
  const first = await ask(both, options);
  expect(kinds(first.asked)).toEqual(['plan', 'section', 'section', 'section', 'section']);
  await ask(
    (task) => {
      if (task.kind === 'section') throw new ModelError('cut', 'gone');
      return both(task);
    },
    { adaptations },
  );
  const second = await ask(both, { ...options, adaptations });
  expect(second.asked.slice(0, 2).map(wanted)).toEqual([[idOf('The GPU')], [idOf('Programs')]]);
});

describe('a reader in another language', () => {
  const urdu: Profile = { ...beginner, preferred_language: 'Urdu' };
  const words: Readonly<Record<string, string>> = {
    '# Messages': 'پیغامات',
    Programs: 'پروگرام ایک topic کے ذریعے بات کرتے ہیں اور کبھی انتظار نہیں کرتے۔',
    'A broker': 'ایک broker ان کی بات پہنچاتا ہے۔',
    '## On': 'GPU پر',
    'The GPU': 'چلتے وقت GPU 200 W لیتا ہے۔',
    'It gets': 'کچھ دیر بعد یہ گرم ہو جاتا ہے۔',
  };
  const translate: Script = (task) =>
    Object.entries(words)
      .filter(([start]) => wanted(task).includes(idOf(start)))
      .map(([start, text]) => rewrite(start, text, { tag: 'translate', language: 'ur' }));

  it('gets every block of prose in it, from the plan that others have', async () => {
    const adaptations = memoryAdaptations();
    await ask(simple, { adaptations });
    const made = await ask(translate, { adaptations, profile: urdu });
    expect(kinds(made.asked)).toEqual(['section', 'section']);
    expect(textsOf(made)).toEqual(Object.values(words));
  });

  it('has what no plan touches in the words that it was put into for a reader of another level, and nothing added for one', async () => {
    const adaptations = memoryAdaptations();
    const planned: Script = (task) =>
      task.kind === 'plan'
        ? [entry('Programs')]
        : [...(translate(task) as Said[]), insert('A broker', 'ایک مثال۔', { language: 'ur' })];
    const novice = await ask(planned, { adaptations, profile: urdu });
    expect(textsOf(novice)).toEqual(Object.values(words));
    const expert = await ask(
      (task) => (task.kind === 'plan' ? [entry('The GPU', { tags: ['advanced-depth'] })] : translate(task)),
      { adaptations, profile: { ...urdu, programming_experience: 'Advanced' } },
    );
    // What a plan has changed for one of them is each one's own.
    expect(expert.asked.flatMap((task) => (task.kind === 'section' ? wanted(task) : []))).toEqual([
      idOf('Programs'),
      idOf('The GPU'),
    ]);
    expect(textsOf(expert)).toEqual(Object.values(words));
  });

  it('is not asked for a picture, and once for a block that takes a note only', async () => {
    const source = `${SOURCE}\n\n![A motor](./motor.png)`;
    const made = await ask(
      (task) =>
        task.kind === 'plan'
          ? [entry('```python', { does: ['insert'] })]
          : [...(translate(task) as Said[]), insert('```python', 'یہ پروگرام چلتا ہے۔', { language: 'ur' })],
      { profile: urdu, source },
    );
    expect(made.asked.flatMap(wanted).filter((id) => id === idOf('```python')).length).toBe(2);
    const picture = testChapter(source, book).blocks.at(-1)?.id;
    expect(made.asked.slice(1).flatMap(wanted)).not.toContain(picture);
  });

  it('keeps what the author wrote in it', async () => {
    const source = `${SOURCE}\n\n:::for{preferred_language="Urdu"}\n\nGPU گرم ہو جاتا ہے۔\n\n:::`;
    const made = await ask((task) => (task.kind === 'plan' ? [DONE] : translate(task)), { profile: urdu, source });
    const asked = made.asked.flatMap(wanted);
    expect(asked).toContain(idOf('It gets'));
    expect(
      testChapter(source, book)
        .blocks.at(-1)
        ?.children.map(({ id }) => asked.includes(id)),
    ).toEqual([false]);
  });

  it('has blocks that were left out asked for once more', async () => {
    const made = await ask(
      (task) => [...(translate(task) as Said[])].slice(task.kind === 'plan' ? 0 : 1).concat(DONE),
      { profile: urdu },
    );
    const again = made.asked.filter((task) => task.kind === 'section' && task.again.length > 0);
    expect(again.map(wanted)).toEqual([[idOf('# Messages')], [idOf('## On')]]);
  });
});

it('blocks that are answered out of order are each kept, and asked for once', async () => {
  const made = await ask((task) =>
    task.kind === 'plan'
      ? [entry('Programs'), entry('A broker')]
      : [rewrite('A broker', 'What they say is carried by a broker.'), rewrite('Programs', GOOD)],
  );
  expect(kinds(made.asked)).toEqual(['plan', 'section']);
  expect(textsOf(made)).toEqual([GOOD, 'What they say is carried by a broker.']);
});

describe('what a check refuses', () => {
  const bad: Script = (task) =>
    task.kind === 'plan' ? [entry('The GPU')] : [rewrite('The GPU', 'The GPU draws 20 W while it runs.')];

  it('is asked for once more with what was wrong, and then never again', async () => {
    const adaptations = memoryAdaptations();
    const made = await ask(bad, { adaptations });
    expect(kinds(made.asked)).toEqual(['plan', 'section', 'section']);
    expect(made.asked[2]).toMatchObject({
      again: [{ refused: [{ findings: expect.arrayContaining([expect.stringContaining('200 w is lost')]) }] }],
    });
    expect(textsOf(made)).toEqual([]);
    expect((await ask(() => expect.fail('was asked again'), { adaptations })).variant).toEqual(made.variant);
  });

  it('is shown where the second answer is good', async () => {
    const good = 'While it runs, the GPU draws 200 W.';
    const made = await ask((task) =>
      task.kind === 'section' && task.again.length > 0 ? [rewrite('The GPU', good)] : bad(task),
    );
    expect(textsOf(made)).toEqual([good]);
  });

  it('leaves what passed beside it', async () => {
    const note = insert('The GPU', 'Warm hands are no surprise.');
    const made = await ask((task) => (task.kind === 'plan' ? bad(task) : [...(bad(task) as Said[]), note]));
    expect(textsOf(made)).toEqual(['Warm hands are no surprise.']);
  });

  it('is withdrawn where it passed the checks of another day', async () => {
    const adaptations = memoryAdaptations();
    await ask(simple, { adaptations });
    for (const [key, kept] of adaptations.adaptations) {
      const edits = kept.edits.map((edit) => ({ ...edit, texts: ['Programs talk through a topic and wait.'] }));
      adaptations.adaptations.set(key, { ...kept, edits, certificate: {} });
    }
    const made = await ask(() => [DONE], { adaptations });
    expect(textsOf(made)).toEqual([]);
    expect(made.asked[0]).toMatchObject({
      again: [{ refused: [{ findings: expect.arrayContaining([expect.stringMatching(/never/)]) }] }],
    });
  });

  it('is not planned either: code, and what the author locked', async () => {
    const locked = SOURCE.replace('# Messages', '---\nattune: { lock: [On the GPU] }\n---\n\n# Messages');
    const made = await ask(
      (task) =>
        task.kind === 'plan'
          ? [entry('The GPU'), entry('It gets', { does: ['rewrite', 'insert'] }), entry('```python')]
          : [insert('It gets', 'Mind your hands.')],
      { source: locked },
    );
    expect(made.asked.flatMap((task) => (task.kind === 'section' ? task.plan : []))).toMatchObject([
      { does: ['insert'] },
    ]);
  });
});

it('a safety notice takes no notes, whatever a plan says', async () => {
  const source = ':::warning\n\nKeep your hands off.\n\n:::\n\nIt gets warm after a while.';
  const chapter = testChapter(source, book);
  const notice = chapter.blocks[0]?.children[0]?.id as string;
  const said: Said = { says: 'entry', entry: { block: notice, terms: [], need: 'x', does: ['insert'], tags: ['x'] } };
  expect(kinds((await ask(() => [said], { source })).asked)).toEqual(['plan']);
});

describe('a model that fails', () => {
  const twoSections: Said[] = [entry('Programs'), entry('The GPU')];
  const rest: Script = (task) =>
    wanted(task).includes(idOf('The GPU')) ? [rewrite('The GPU', 'While it runs, the GPU draws 200 W.')] : simple(task);

  it('leaves what it made, tells what is missing and is asked for that alone the next time', async () => {
    const adaptations = memoryAdaptations();
    const failing: Script = function* (task): Iterable<Said> {
      if (task.kind === 'plan') {
        yield* twoSections;
        return;
      }
      if (wanted(task).includes(idOf('The GPU'))) throw new ModelError('cut', 'gone');
      yield* simple(task) as Said[];
    };
    const made = await ask(failing, {
      adaptations,
      store: { ...forgetful, putVariant: () => expect.fail('was kept') },
    });
    expect(made.failure?.failure).toBe('cut');
    expect(textsOf(made)).toEqual([GOOD]);
    const next = await ask(rest, { adaptations });
    expect(next.asked.map(wanted)).toEqual([[idOf('The GPU')]]);
    expect(next.failure).toBeUndefined();
  });

  it('in the middle of a block leaves what was shown of it, and the block is asked for again', async () => {
    const adaptations = memoryAdaptations();
    const made = await ask(
      function* (task): Iterable<Said> {
        if (task.kind === 'plan') {
          yield entry('Programs', { does: ['rewrite', 'insert'] });
          return;
        }
        yield rewrite('Programs', GOOD);
        throw new ModelError('cut', 'gone');
      },
      { adaptations },
    );
    expect(textsOf(made)).toEqual([GOOD]);
    const note = insert('Programs', 'They call it from both sides.');
    const next = await ask(() => [rewrite('Programs', GOOD), note], { adaptations });
    expect(next.asked).toMatchObject([{ again: [{ standing: [{ texts: [GOOD] }], refused: [] }] }]);
    expect(textsOf(next)).toEqual([GOOD, 'They call it from both sides.']);
  });

  it('in the middle of a block does not undo what another run has finished of it meanwhile', async () => {
    const adaptations = memoryAdaptations();
    await ask(
      function* (task): Iterable<Said> {
        if (task.kind === 'plan') {
          yield entry('Programs', { does: ['rewrite', 'insert'] });
          return;
        }
        yield rewrite('Programs', GOOD);
        const [key] = [...adaptations.adaptations.keys()];
        if (key !== undefined) expect.fail('was kept before it was through');
        throw new ModelError('cut', 'gone');
      },
      { adaptations },
    );
    const [open] = [...adaptations.adaptations.values()];
    adaptations.adaptations.clear();
    const others = { ...open!, state: 'done' as const, edits: [] };
    await ask(
      function* (): Iterable<Said> {
        yield rewrite('Programs', GOOD);
        adaptations.adaptations.set(others.key, others);
        throw new ModelError('cut', 'gone');
      },
      { adaptations },
    );
    expect(open?.state).toBe('open');
    expect([...adaptations.adaptations.values()]).toEqual([others]);
  });

  it('with nothing that can be read has not planned that nothing is needed', async () => {
    const adaptations = memoryAdaptations();
    const made = await ask(() => [{ says: 'malformed', text: 'Sorry', problem: 'no line' }], { adaptations });
    expect([made.failure?.failure, adaptations.plans.size]).toEqual(['garbage', 0]);
  });

  it('with nothing that can be read has not left out the blocks of a section', async () => {
    const adaptations = memoryAdaptations();
    const made = await ask(
      (task) => (task.kind === 'plan' ? twoSections : [{ says: 'malformed', text: 'Sorry', problem: 'no line' }]),
      { adaptations },
    );
    expect([made.failure?.failure, adaptations.adaptations.size]).toEqual(['garbage', 0]);
  });

  it('that comes back to a block when that is through shows nothing which would not be kept', async () => {
    const late = insert('Programs', 'They call it from both sides.');
    const broker = 'A broker, a go-between, carries what they say.';
    const made = await ask((task) =>
      task.kind === 'plan'
        ? [entry('Programs'), entry('A broker'), entry('Programs', { does: ['insert'] })]
        : [rewrite('Programs', GOOD), rewrite('A broker', broker), late],
    );
    expect(made.events.filter((event) => event === 'edit')).toHaveLength(2);
    expect(textsOf(made)).toEqual([GOOD, broker]);
  });

  it('may plan that nothing is needed, by saying so', async () => {
    const made = await ask(() => [DONE]);
    expect([made.failure, kinds(made.asked)]).toEqual([undefined, ['plan']]);
  });

  it('and anything that is no failure of a model is thrown', async () => {
    await expect(
      ask(() => {
        throw new TypeError('a bug');
      }),
    ).rejects.toThrow('a bug');
  });

  it('is stopped when nobody waits', async () => {
    const stop = new AbortController();
    const script: Script = async function* (task): AsyncGenerator<Said> {
      yield* simple(task);
      stop.abort();
      yield DONE;
    };
    await expect(ask(script, { signal: stop.signal })).rejects.toThrow(/abort/i);
  });
});

describe('what is shared', () => {
  it('is everything but the sections to whose text a facet matters', async () => {
    const adaptations = memoryAdaptations();
    const both: Script = (task) =>
      task.kind === 'plan'
        ? [entry('Programs'), entry('The GPU', { does: ['insert'] })].filter((said) =>
            wanted(task).includes(said.says === 'entry' ? said.entry.block : ''),
          )
        : task.kind === 'section' && task.section.index === 0
          ? simple(task)
          : [insert('The GPU', 'Mind your hands.')];
    await ask(both, { adaptations });
    const other = await ask(both, { adaptations, profile: { ...beginner, hardware_availability: 'Cloud' } });
    expect(wanted(other.asked[0])).not.toContain(idOf('Programs'));
    expect(other.asked.slice(1).map(wanted)).toEqual([[idOf('The GPU')]]);
    expect(textsOf(other)).toEqual([GOOD, 'Mind your hands.']);
  });

  it('after an edit of one paragraph is all but that paragraph', async () => {
    const adaptations = memoryAdaptations();
    await ask(simple, { adaptations });
    const edited = SOURCE.replace('It gets warm after a while.', 'It gets hot after a while.');
    const made = await ask(() => [DONE], { adaptations, source: edited });
    expect(made.asked.map(wanted)).toEqual([[idOf('It gets', edited)]]);
    expect(made.asked[0]).toMatchObject({ fixed: [{ block: idOf('Programs') }] });
    expect(textsOf(made)).toEqual([GOOD]);
  });
});

describe('glosses', () => {
  const glossed = (made: Personalized): string[] =>
    made.variant.edits.flatMap(({ action, form }) => (action === 'gloss' && form ? [form] : []));

  it('stand on the words that the reader sees, and not on what a model explains', async () => {
    const made = await ask((task) =>
      task.kind === 'plan'
        ? [entry('Programs', { terms: ['Topic'] })]
        : [rewrite('Programs', 'Programs talk through a topic, a channel, and never wait for a broker.')],
    );
    expect(glossed(made)).toEqual(['broker']);
    expect(made.variant.edits.find(({ action }) => action === 'gloss')?.block).toBe(idOf('Programs'));
  });
});

it('a term whose only explanation was left out for want of room has its gloss', async () => {
  const long = 'This note goes on and on about what nobody asked for. '.repeat(6).trim();
  const made = await ask((task) =>
    task.kind === 'plan' ? [entry('Programs', { does: ['insert'], terms: ['topic'] })] : [insert('Programs', long)],
  );
  expect(textsOf(made)).toEqual([]);
  expect(made.variant.edits.map(({ form }) => form)).toContain('topic');
});

it('a page that would outgrow the author’s measure loses its longest notes, examples last', async () => {
  const long = 'This note goes on and on about what nobody asked for. '.repeat(3).trim();
  const made = await ask((task) =>
    task.kind === 'plan'
      ? [entry('Programs', { does: ['insert'] })]
      : [
          insert('Programs', 'Short.'),
          insert('Programs', `${long.slice(0, 100)}.`),
          insert('Programs', 'One sends, the other hears.', { kind: 'example' }),
        ],
  );
  expect(textsOf(made)).toEqual(['Short.', 'One sends, the other hears.']);
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BookSettings,
  canonicalJson,
  hashText,
  hashValue,
  PRESETS,
  type Profile,
  project,
  type Facet,
} from './index.ts';

const presets = Object.keys(PRESETS) as (keyof typeof PRESETS)[];

const facetsOf = (preset: (typeof presets)[number]): readonly Facet[] => BookSettings.parse({ preset }).facets;

/** Any answers: declared, undeclared, missing, single and several, to known and unknown facets. */
const anyProfile = (facets: readonly Facet[]): fc.Arbitrary<Profile> => {
  const answer = (facet: Facet): fc.Arbitrary<string | string[]> => {
    const value = fc.oneof(
      fc.constantFrom(...facet.options.map((option) => option.value)),
      fc.string({ maxLength: 8 }),
    );
    return fc.oneof(value, fc.array(value, { maxLength: 6 }));
  };
  const known = Object.fromEntries(facets.map((facet) => [facet.id, answer(facet)]));
  return fc
    .tuple(fc.record(known, { requiredKeys: [] }), fc.dictionary(fc.string(), fc.string()))
    .map(([answers, others]) => ({ ...others, ...answers }) as Profile);
};
const shuffled = (profile: Profile): fc.Arbitrary<Profile> =>
  fc.shuffledSubarray(Object.entries(profile), { minLength: Object.keys(profile).length }).map(Object.fromEntries);

describe.each(presets)('the projection of the preset %s', (preset) => {
  const facets = facetsOf(preset);
  const profiles = anyProfile(facets);

  it('is its own projection', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const projection = project(facets, profile);
        expect(project(facets, projection)).toEqual(projection);
      }),
    );
  });

  it('has only declared values, as many as the facet takes, in declared order and each once', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const projection = project(facets, profile);
        for (const { id, options, multiple } of facets) {
          const answer = projection[id];
          expect(Array.isArray(answer)).toBe(multiple);
          const values = options.map((option) => option.value);
          const given = [answer].flat() as string[];
          expect(values.filter((value) => given.includes(value))).toEqual(given);
          expect(given).not.toEqual([]);
        }
        expect(Object.keys(projection)).toEqual(facets.map((facet) => facet.id).sort());
      }),
    );
  });

  it('and its hash do not depend on the order of keys', () => {
    fc.assert(
      fc.property(
        profiles.chain((profile) => fc.tuple(fc.constant(profile), shuffled(profile))),
        ([profile, other]) => {
          expect(hashValue(other)).toBe(hashValue(profile));
          expect(JSON.stringify(project(facets, other))).toBe(JSON.stringify(project(facets, profile)));
        },
      ),
    );
  });

  it('does not depend on the order of facets or of what is asked for', () => {
    const ids = facets.map((facet) => facet.id);
    fc.assert(
      fc.property(
        profiles,
        fc.shuffledSubarray([...facets], { minLength: facets.length }),
        fc.shuffledSubarray(ids),
        (profile, order, asked) => {
          const projection = project(order, profile, asked);
          expect(JSON.stringify(projection)).toBe(JSON.stringify(project(facets, profile, asked.toSorted())));
          expect(Object.keys(projection)).toEqual(asked.toSorted());
        },
      ),
    );
  });

  it('takes defaults for what is missing or not declared', () => {
    const defaults = Object.fromEntries(facets.map((facet) => [facet.id, facet.default]));
    expect(project(facets, {})).toEqual(defaults);
    const undeclared = Object.fromEntries(facets.map((facet) => [facet.id, 'undeclared']));
    expect(project(facets, { ...undeclared, constructor: 'x', unknown: ['y'] })).toEqual(defaults);
    expect(project(facets, Object.fromEntries(facets.map((facet) => [facet.id, []])))).toEqual(defaults);
  });
});

describe('several answers', () => {
  const facets = facetsOf('learning-goals');
  const values = facets.find((facet) => facet.multiple)?.options.map((option) => option.value) ?? [];

  it('count each once and in whatever order', () => {
    const chosen = fc.subarray(values, { minLength: 1 });
    const withRepeats = chosen.chain((answers) =>
      fc.tuple(fc.constant(answers), fc.shuffledSubarray([...answers, ...answers], { minLength: answers.length * 2 })),
    );
    fc.assert(
      fc.property(withRepeats, ([answers, repeated]) => {
        const projection = project(facets, { learning_goals: repeated });
        expect(projection['learning_goals']).toEqual(answers);
        expect(hashValue(projection)).toBe(hashValue(project(facets, { learning_goals: answers })));
      }),
    );
  });

  it('may be one, without a list', () => {
    expect(project(facets, { learning_goals: 'teaching' })['learning_goals']).toEqual(['teaching']);
  });
});

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: { d: [2, { f: 1, e: 0 }], c: null } }, '{"a":{"c":null,"d":[2,{"e":0,"f":1}]},"b":1}'],
    [{ a: undefined, b: [undefined] }, '{"b":[null]}'],
    ['"⟦ {" \n', '"\\"⟦ {\\" \\n"'],
    [[], '[]'],
    [null, 'null'],
  ])('of %j is %s', (value, json) => {
    expect(canonicalJson(value)).toBe(json);
  });

  it('is JSON, and the same after a round through it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = canonicalJson(value);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(json))).toBe(json);
      }),
    );
  });

  it('is different for different values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
        let equal = true;
        try {
          expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
        } catch {
          equal = false;
        }
        expect(canonicalJson(a) === canonicalJson(b)).toBe(equal);
      }),
    );
  });
});

describe('a hash', () => {
  it('is the SHA-256 of the UTF-8 bytes', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, (any) => {
        expect(hashText(any)).toBe(createHash('sha256').update(any, 'utf8').digest('hex'));
      }),
    );
  });

  it('stays what it is: keys made from it are stored', () => {
    expect(hashValue({ b: ['x'], a: 'متن' })).toBe(hashText('{"a":"متن","b":["x"]}'));
    expect(hashValue({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});

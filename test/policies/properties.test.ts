/** Laws of policies: total over whatever comes, the same again, and a replay of changes gives the state that was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, judge, type Policy, stateOf, takeChanges, track } from '../../policies/index.ts';
import type { Moment, PolicyState, StateValue, ToolCall } from '../../policies/words.ts';
import { canonicalJson } from '../../schema/json.ts';
import { OPAQUE_KINDS, POINTS, TRACK_POINTS } from '../../schema/policy.ts';
import { compiled } from './documents.ts';
import { moment } from './moments.ts';

const policies: readonly Policy[] = [
  `
state:
  installed: { type: array, items: { type: string }, default: [] }
  few: { type: array, items: { type: string }, maxItems: 3, default: [x] }
  calls: { type: integer, default: 0 }
track:
  - { after: tool, when: size(tool.installs) > 0, set: { installed: state.installed + tool.installs, few: state.few + tool.installs } }
  - { after: [tool, usage, verdict, message, step], set: { calls: state.calls + 1 } }
  - { after: tool, when: "tool.kind == 'delete'", set: { installed: "state.installed.filter(p, p != 'a')", few: "[tool.name] + state.few" } }
  - { after: tool, when: has(tool.input.reset), set: { few: tool.input.reset, calls: tool.input.reset } }
  - { after: approval, when: approval.granted, set: { installed: "state.installed.filter(p, !(p in approval.state.installed))" } }
rules:
  - { id: push, before: tool, when: "tool.commands.exists(c, c.program == 'git') && size(state.installed) > 0", decide: ask, reason: "\${{ state.installed.join(', ') }}" }
  - { id: loop, before: [step, turn, tool], when: state.calls > 5, decide: hold, reason: "\${{ state.calls }} calls" }
`,
  `
opaque: [script]
state:
  all: { type: array, default: [] }
  last: { default: null }
track:
  - { after: tool, set: { all: "state.all + [tool.input]", last: tool } }
  - { after: message, when: message.text.matches('a+'), set: { last: message } }
rules:
  - { id: input, before: tool, when: tool.input.a.b == tool.name, decide: deny, reason: "\${{ tool.input }}" }
  - { id: cost, before: [tool, turn, merge, step], when: "cost.run + cost.reserved > 5 || now.getHours() > 20", decide: ask, reason: "\${{ cost }}" }
  - { id: files, before: merge, when: "merge.files.exists(f, f.hash in state.all)", decide: deny, reason: "\${{ merge.files }}" }
  - { id: theirs, before: approval, when: approval.by == run.started_by || approval.cost.run > 5, decide: deny, reason: no }
`,
].map((text) => compiled(text));

const word = fc.constantFrom('a', 'b', 'git', 'push', '__proto__', 'constructor', '');
const anything = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, key: word, maxDepth: 3 });
const amount = fc.option(fc.oneof(fc.integer({ min: 0, max: 20_000_000 }), fc.constant(Number.NaN)), {
  nil: undefined,
});
const cost = fc.record({
  run: amount,
  session: amount,
  agent: amount,
  step: amount,
  reserved: fc.nat(),
  userToday: amount,
  projectToday: amount,
});
const file = fc.record(
  { path: word, op: fc.constantFrom('read', 'create', 'edit', 'delete'), hash: word },
  { requiredKeys: ['path', 'op'] },
);
const reading = fc.record({
  files: fc.array(file, { maxLength: 3 }),
  commands: fc.array(fc.record({ program: word, subcommand: word, args: fc.array(word), flags: fc.array(word) }), {
    maxLength: 3,
  }),
  installs: fc.array(word, { maxLength: 5 }),
  hosts: fc.array(word, { maxLength: 3 }),
  opaque: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.record({ kind: fc.constantFrom(...OPAQUE_KINDS), why: fc.string() })) },
  ),
});
const call: fc.Arbitrary<ToolCall> = fc.record({
  kind: fc.constantFrom('shell', 'delete', 'edit', 'mcp'),
  name: word,
  digest: word,
  input: fc.oneof(anything, fc.record({ reset: fc.oneof(fc.array(word), anything) })),
  reading,
});
const who = fc.record({ name: word, vendor: word });
const moments: fc.Arbitrary<Moment> = fc
  .record(
    {
      now: fc.oneof(fc.nat(), fc.double()),
      cost,
      tool: call,
      turn: fc.record({ text: fc.string() }),
      merge: fc.record({ branch: word, into: word, files: fc.array(file), verdicts: fc.constant([]) }),
      verdict: fc.record({ verdict: word, reviewer: who, writer: who, files: fc.array(file) }),
      message: fc.record({ role: word, text: fc.string() }),
      approval: fc.record({
        granted: fc.boolean(),
        by: word,
        rule: word,
        state: fc.dictionary(fc.constantFrom('installed', 'few', 'x'), fc.jsonValue() as fc.Arbitrary<never>),
        cost,
      }),
    },
    { requiredKeys: ['now', 'cost'] },
  )
  .map(({ cost: costs, ...more }) => moment({ ...more, cost: costs } as Parameters<typeof moment>[0]));

/** Also what no policy of ours would have left. */
const oddState: fc.Arbitrary<PolicyState> = fc.dictionary(
  fc.constantFrom('installed', 'few', 'calls', 'all', 'last', '__proto__'),
  fc.oneof(
    fc.record({ value: fc.jsonValue() as fc.Arbitrary<never> }),
    fc.record({ unknown: fc.string() }) as fc.Arbitrary<StateValue>,
  ),
);

const policy = fc.constantFrom(...policies);
const isPlain = (value: unknown) => expect(JSON.parse(canonicalJson(value))).toEqual(value);

describe('whatever comes', () => {
  test('a judgement is plain JSON, the same again, and changes nothing', () => {
    fc.assert(
      fc.property(policy, oddState, fc.constantFrom(...POINTS), moments, (one, state, point, what) => {
        const before = canonicalJson(state);
        const findings = judge(one, state, point, what);
        isPlain(findings);
        expect(judge(one, state, point, what)).toEqual(findings);
        expect(canonicalJson(state)).toBe(before);
        for (const { rule, facts, reason } of findings) {
          expect(one.rules).toHaveProperty(rule);
          expect(reason.length).toBeLessThan(4100);
          for (const fact of Object.values(facts)) expect(JSON.stringify(fact).length).toBeLessThan(4200);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('so are changes, whatever the state was', () => {
    fc.assert(
      fc.property(policy, oddState, fc.constantFrom(...TRACK_POINTS), moments, (one, state, point, what) => {
        const before = canonicalJson(state);
        const changes = track(one, state, point, what);
        isPlain(changes);
        expect(track(one, state, point, what)).toEqual(changes);
        applyChanges(one, state, changes);
        expect(canonicalJson(state)).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a replay of the changes gives the state that was, in place and anew, and says the same', () => {
  const events = fc.array(fc.tuple(fc.constantFrom(...TRACK_POINTS), moments), { maxLength: 12 });
  fc.assert(
    fc.property(policy, events, moments, (one, happened, what) => {
      let live: PolicyState = {};
      const journal = happened.map(([point, each]) => {
        const changes = track(one, live, point, each);
        live = applyChanges(one, live, changes);
        return canonicalJson(changes);
      });
      const owned: Record<string, StateValue> = {};
      let anew: PolicyState = {};
      for (const line of journal) {
        takeChanges(one, owned, JSON.parse(line));
        anew = applyChanges(one, anew, JSON.parse(line));
      }
      expect([owned, anew]).toEqual([live, live]);
      expect(stateOf(one, owned)).toEqual(stateOf(one, live));
      for (const point of POINTS) expect(judge(one, owned, point, what)).toEqual(judge(one, live, point, what));
    }),
    { numRuns: 500 },
  );
});

test('what is known less matches no less', () => {
  fc.assert(
    fc.property(policy, fc.constantFrom(...POINTS), moments, word, (one, point, what, why) => {
      const known = judge(one, {}, point, what).map(({ rule }) => rule);
      const forgotten = {
        ...what,
        cost: { ...what.cost, run: undefined },
        ...(what.tool && {
          tool: { ...what.tool, reading: { ...what.tool.reading, opaque: [{ kind: 'script' as const, why }] } },
        }),
      };
      const unknown: PolicyState = Object.fromEntries(
        [...one.ready.state.keys()].map((name) => [name, { unknown: why }]),
      );
      expect(judge(one, unknown, point, forgotten).map(({ rule }) => rule)).toEqual(expect.arrayContaining(known));
    }),
    { numRuns: 500 },
  );
});

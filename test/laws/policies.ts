/**
 * Generated policies: rules and tracks whose expressions come from a stock, some of which can be read only in part, or
 * fail. Each rule of a call that denies comes with what it means in JavaScript, for those who check without CEL.
 */
import fc from 'fast-check';
import type { Tool } from '../../engine/events.ts';
import type { PolicySpec, RuleSpec, TrackSpec } from '../../schema/policy.ts';

/** Any policy; or one that says the same of a thing whenever it is asked, so that no kill changes what it says. */
export interface PolicyMenu {
  readonly steady: boolean;
}

const shared = [
  'state.n > 1',
  'size(state.seen) > 0',
  'state.n == state.approved',
  'cost.run >= 0.5',
  'cost.run - state.approved >= 0.5',
  'cost.session >= 0.5',
  'cost.agent >= 0.75',
  'cost.step > 0.25 && cost.known',
  'cost.reserved > 1.0 || cost.user_today > 1.0',
  '!cost.known',
  'size(running) > 1',
  "running.exists(r, r.vendor == 'openai')",
  "now < timestamp('2027-01-15T08:00:01Z')",
  "now > timestamp('2027-01-15T08:01:00Z')",
  'inputs.limit > 2',
  "inputs.list[size(state.seen)] == 'x'",
];

/** Those that do not depend on what went before. */
const ofStep = [
  "step.kind == 'agent'",
  "step.kind == 'run'",
  "step.id.contains('1')",
  "has(agent.vendor) && agent.vendor == 'openai'",
  "agent.vendor == 'google'",
];
export const opaque = ({ reading }: Tool): boolean => reading === undefined || reading.opaque.length > 0;

/** What each means; where what a call does is not known, it matches. */
export const toolRules: Readonly<Record<string, (tool: Tool) => boolean>> = {
  "tool.kind == 'shell'": ({ kind }) => kind === 'shell',
  "tool.commands.exists(c, c.program == 'git')": (tool) =>
    opaque(tool) || tool.reading!.commands.some(({ program }) => program === 'git'),
  'size(tool.installs) > 0': (tool) => opaque(tool) || tool.reading!.installs.length > 0,
  "tool.files.exists(f, f.path == 'a.txt' && f.op != 'read')": (tool) =>
    opaque(tool) || tool.reading!.files.some(({ path, op }) => path === 'a.txt' && op !== 'read'),
  "tool.kind == 'fetch' && tool.hosts.exists(h, h == 'example.org')": (tool) => tool.kind === 'fetch',
  'size(tool.opaque) > 0': opaque,
};
const ofMerge = [
  "merge.files.exists(f, f.path == 'a.txt')",
  "merge.writer.vendor == 'openai'",
  'size(merge.verdicts) == 0',
];
const ofTurn = ["turn.text.contains('plain')", "agent.vendor == 'openai'", "session.id.contains('1')"];

type Point = 'step' | 'turn' | 'tool' | 'merge' | 'approval';
const own: Readonly<Record<Point, readonly string[]>> = {
  step: ofStep,
  turn: ofTurn,
  tool: Object.keys(toolRules),
  merge: ofMerge,
  approval: ["approval.by == 'sam'", "approval.rule == 'r1'", 'approval.cost.run > 0.5'],
};
const mixed: readonly Point[][] = [
  ['step', 'turn', 'tool'],
  ['tool', 'merge'],
  ['turn', 'tool'],
  ['step', 'merge'],
];

const approvers = fc.constantFrom<(RuleSpec['approvers'] | undefined)[]>(
  undefined,
  undefined,
  { at_least: 2 },
  { not: ['starter'] },
  { roles: ['lead'] },
  { roles: ['ops'], at_least: 2 },
);

function ruleOf({ steady }: PolicyMenu): fc.Arbitrary<Omit<RuleSpec, 'id'>> {
  const single = fc.constantFrom<Point[]>('step', 'tool', 'tool', 'turn', 'merge', 'approval').chain((before) =>
    fc.record({
      before: fc.constant(before),
      when: fc.constantFrom(...(steady ? own[before] : [...own[before], ...own[before], ...shared, undefined])),
    }),
  );
  const joint = fc.record({ before: fc.constantFrom(...mixed), when: fc.constantFrom(...shared, undefined) });
  const where = steady
    ? single.filter(({ before }) => before === 'step' || before === 'tool')
    : fc.oneof(single, single, joint);
  return where.chain(({ before, when }) => {
    const isAnswer = before === 'approval';
    const decides = steady
      ? (['ask', 'ask', 'ask', 'deny'] as const)
      : (['ask', 'ask', 'ask', 'ask', 'deny', 'hold'] as const);
    return fc
      .record({
        decide: isAnswer ? fc.constant('deny' as const) : fc.constantFrom(...decides),
        grant: fc.constantFrom<RuleSpec['grant'][]>(undefined, 'once', 'session', 'run') as fc.Arbitrary<
          RuleSpec['grant']
        >,
        approvers,
        timeout: fc.constantFrom(undefined, undefined, '300ms'),
      })
      .map(
        ({ decide, grant, approvers, timeout }): Omit<RuleSpec, 'id'> => ({
          before: before as RuleSpec['before'],
          ...(when !== undefined && { when }),
          decide,
          reason: `It ${decide}s`,
          ...(decide === 'ask' && grant && { grant }),
          ...(decide === 'ask' && approvers && { approvers }),
          ...(decide === 'ask' && timeout && !steady && { timeout }),
        }),
      );
  });
}

const more = { n: 'state.n + 1' };
const tracks: readonly TrackSpec[] = [
  { after: 'tool', set: more },
  { after: 'tool', when: 'size(tool.installs) > 0', set: { seen: 'state.seen + tool.installs' } },
  { after: 'tool', when: 'tool.ok', set: { seen: 'state.seen + [tool.name]', n: 'state.n + 1' } },
  { after: 'usage', set: { n: 'state.n + usage.usd' } },
  { after: 'usage', when: 'usage.known', set: more },
  { after: 'message', when: "message.role == 'person'", set: more },
  { after: 'message', set: { seen: 'state.seen + [message.text]' } },
  {
    after: 'verdict',
    when: "verdict.verdict == 'approve'",
    set: { seen: 'state.seen + verdict.files.map(f, f.path)' },
  },
  { after: 'step', set: more },
  { after: ['step', 'tool'], when: "step.kind == 'agent'", set: more },
  { after: 'approval', when: 'approval.granted', set: { approved: 'approval.cost.run' } },
  { after: 'approval', when: 'approval.granted', set: { n: 'state.n - approval.state.n' } },
  { after: 'approval', when: '!approval.granted', set: { seen: 'state.seen + [approval.by]' } },
];

export function policies(menu: PolicyMenu): fc.Arbitrary<PolicySpec> {
  return fc
    .record({
      scope: fc.constantFrom<PolicySpec['scope'][]>(undefined, 'run', 'session', 'agent') as fc.Arbitrary<
        PolicySpec['scope']
      >,
      narrow: fc.constantFrom(undefined, undefined, undefined, 'dynamic' as const),
      track: fc.array(fc.constantFrom(...tracks), { maxLength: menu.steady ? 0 : 3 }),
      rules: fc.array(ruleOf(menu), { minLength: 1, maxLength: 3 }),
    })
    .map(({ scope, narrow, track, rules }) => ({
      name: 'p',
      ...(scope && { scope }),
      ...(narrow && !menu.steady && { opaque: [narrow] }),
      inputs: { limit: { type: 'number' }, list: { type: 'array', items: { type: 'string' } } },
      with: { limit: 3, list: ['x'] },
      state: {
        n: { type: 'number', default: 0 },
        seen: { type: 'array', items: { type: 'string' }, default: [], maxItems: 3 },
        approved: { type: 'number', default: 0 },
      },
      ...(track.length > 0 && { track }),
      rules: rules.map((rule, nth): RuleSpec => ({ id: `r${nth + 1}`, ...rule })),
    }));
}

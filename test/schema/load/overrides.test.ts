/** `--agent NAME.KEY=VALUE`: what it changes, where that is said to stand, and what is wrong with it. */
import { describe, expect, test } from 'vitest';
import { load, workflow } from '../project.ts';

const base = 'apiVersion: omni/v1\nkind: Agent\nname: base\nharness: claude-code\nmodel: frontier\n';
const AGENTS = `agents:
  lead: { uses: base.yaml, base_url: "https://a.example.com", auth: { env: A_KEY } }
  other: { harness: pi }
steps:
  - uses: flow.yaml
`;
const omni = 'apiVersion: omni/v1\nkind: Project\nmodels: { frontier: { claude-code: opus, codex: gpt-5.5 } }\n';

const loaded = (...overrides: readonly string[]) =>
  load(
    {
      'main.yaml': workflow(AGENTS),
      'base.yaml': base,
      'flow.yaml': workflow('agents:\n  lead: { harness: pi }\n  helper: { harness: pi }'),
      'omni.yaml': omni,
    },
    { project: 'omni.yaml', overrides },
  );
const told = (...overrides: readonly string[]) =>
  loaded(...overrides).issues.map(({ file, line, column, endColumn, code, help }) => [
    `${file}:${line}:${column}-${endColumn} ${code}`,
    help,
  ]);

describe('what is given for one run', () => {
  test('lies over what is written, and goes with what a written harness goes with', () => {
    expect(loaded().spec?.agents.lead).toMatchObject({ harness: 'claude-code', model: 'opus', auth: { env: 'A_KEY' } });
    expect(loaded('lead.harness=codex').spec?.agents.lead).toEqual({
      name: 'lead',
      harness: 'codex',
      model: 'gpt-5.5',
    });
    expect(loaded('lead.base_url=https://b.example.com', 'lead.harness=codex').spec?.agents.lead).toEqual({
      name: 'lead',
      harness: 'codex',
      model: 'gpt-5.5',
      base_url: 'https://b.example.com',
    });
  });

  test('is of agents of the workflow itself, and not of one that a step uses', () => {
    const { spec } = loaded('lead.vendor=acme');
    expect(spec?.agents.lead).toMatchObject({ vendor: 'acme' });
    expect(spec?.workflows?.['flow.yaml']?.agents.lead).toEqual({ name: 'lead', harness: 'pi' });
  });

  test('gives one spec, in whatever order it is given', () => {
    const one = loaded('other.model=gpt-5.5', 'other.vendor=acme', 'lead.harness=codex');
    const other = loaded('lead.harness=codex', 'other.vendor=acme', 'other.model=gpt-5.5');
    expect(JSON.stringify(one.spec)).toBe(JSON.stringify(other.spec));
  });

  test('keeps every character after the first `=`', () => {
    expect(loaded('other.model=a.b=c: #d').spec?.agents.other?.model).toBe('a.b=c: #d');
  });

  test('says where it stands', () => {
    const { origin } = loaded('other.vendor=acme', 'other.model=gpt-5.5');
    expect(origin(['agents', 'other', 'model'])).toEqual({ file: '--agent', line: 2 });
    expect(origin(['agents', 'other', 'harness'])).toEqual({ file: 'main.yaml', line: 6 });
    expect(loaded('lead.model=frontier').origin(['agents', 'lead', 'model'])).toEqual({
      file: '--agent',
      line: 1,
      alias: { name: 'frontier', file: 'omni.yaml', line: 3 },
    });
  });
});

describe('what is wrong with it is told where it stands', () => {
  test.each([
    ['lead', '1:1-5 OMNI1053', 'for example `--agent writer.harness=codex`'],
    ['=x', '1:1-3 OMNI1053', 'for example `--agent writer.harness=codex`'],
    ['lead.model', '1:1-11 OMNI1053', 'for example `--agent writer.harness=codex`'],
    ['lead.model=a\nb', '1:1-15 OMNI1053', 'for example `--agent writer.harness=codex`'],
    ['lead.harnes=codex', '1:6-12 OMNI1053', 'did you mean `harness`?'],
    ['lead.instructions=Hi', '1:6-18 OMNI1053', 'known here: harness, model, vendor, base_url'],
    ['laed.harness=codex', '1:1-5 OMNI2011', 'did you mean `lead`?'],
    ['flow/lead.harness=pi', '1:1-10 OMNI2011', '`lead` is an agent of flow.yaml, which a step uses: change it there'],
    ['helper.harness=pi', '1:1-7 OMNI2011', '`helper` is an agent of flow.yaml, which a step uses: change it there'],
    ['flow/x.harness=pi', '1:1-7 OMNI2011', 'an agent of a workflow that a step uses is changed in that workflow'],
    ['lead.harness=codx', '1:14-18 OMNI1006', 'did you mean `codex`?'],
    ['lead.model=', '1:12-12 OMNI1007', undefined],
    ['other.harness=acp', '1:15-18 OMNI1004', 'for example `command: [my-agent, --acp]`'],
  ])('%j', (override, issue, help) => {
    expect(told(override)[0]).toEqual([`--agent:${issue}`, help]);
  });

  test('each in its own line, all at once', () => {
    expect(told('lead.harness=codx', 'other.base_url=ftp://x', 'other.model=x', 'other.model=y', 'x.model=z')).toEqual([
      ['--agent:1:14-18 OMNI1006', 'did you mean `codex`?'],
      ['--agent:2:16-23 OMNI1007', expect.stringContaining('https://')],
      ['--agent:4:1-6 OMNI1053', undefined],
      ['--agent:5:1-2 OMNI2011', 'known here: lead, other'],
    ]);
    expect(loaded('lead.harness=codx').sources.at(-1)).toMatchObject({ file: '--agent', text: 'lead.harness=codx' });
  });

  test('an alias that has no model for it, and one that is mistyped', () => {
    expect(told('lead.harness=pi')).toEqual([['base.yaml:5:8-16 OMNI2015', expect.stringContaining('`pi: …`')]]);
    expect(told('other.model=frontir')).toEqual([
      ['--agent:1:13-20 OMNI2016', expect.stringContaining('did you mean `frontier`?')],
    ]);
  });

  test('a later check finds its place too', () => {
    const { locate } = loaded('other.model=gpt-5.5');
    const found = locate({ code: 'OMNI3016', path: ['agents', 'other', 'model'], message: 'no' });
    expect(found).toMatchObject({ file: '--agent', line: 1, column: 13, endColumn: 20 });
  });
});

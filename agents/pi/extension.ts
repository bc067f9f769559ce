/**
 * Our side inside of Pi, which loads this file by `-e`: it asks about every call of a tool and waits for the answer.
 *
 * It stands alone, since Pi loads it out of our folder by its own means, and speaks over Pi's own dialogs, which in rpc
 * mode are lines of stdin and stdout. Invariant: a call runs only with a leave for just that input. Whatever goes wrong
 * on the way (no answer, another answer, an error here) leaves it without one.
 */

/** What of Pi's interface for extensions is used. */
interface Pi {
  on(event: 'session_start' | 'agent_end', tell: (event: unknown, context: Context) => void): void;
  on(event: 'tool_call', ask: (call: Call, context: Context) => Promise<Blocked | undefined>): void;
  registerTool(tool: Tool): void;
  getActiveTools(): string[];
}
interface Context {
  readonly cwd: string;
  readonly ui: { input(title: string, text: string): Promise<string | undefined>; notify(text: string): void };
  readonly model?: { readonly provider: string; readonly id: string };
  readonly modelRegistry: { find(provider: string, id: string): { cost: Record<string, number> } | undefined };
}
interface Call {
  readonly toolCallId: string;
  readonly toolName: string;
  /** What the tool gets: changed in place. */
  readonly input: Record<string, unknown>;
}
interface Blocked {
  readonly block: true;
  readonly reason: string;
}
interface Tool {
  readonly name: string;
  execute(id: string, input: unknown, ...more: unknown[]): unknown;
}
interface Host {
  readonly VERSION: string;
  readonly SettingsManager: { create(cwd: string): { getProjectSettings(): object } };
  createBashToolDefinition(cwd: string, options: object): Tool;
  createReadToolDefinition(cwd: string): Tool;
  createEditToolDefinition(cwd: string): Tool;
  createWriteToolDefinition(cwd: string): Tool;
  createGrepToolDefinition(cwd: string): Tool;
  createFindToolDefinition(cwd: string): Tool;
  createLsToolDefinition(cwd: string): Tool;
}

/** By this a dialog is told from one of another extension. */
const title = 'omni';

export default async function gate(pi: Pi): Promise<void> {
  // Pi knows this name, whoever asks; here it is a value, since nobody else does.
  const name: string = '@earendil-works/pi-coding-agent';
  const host: Host = await import(name);
  const leaves = new Map<string, string>();

  for (const tool of toolsOf(host, process.cwd())) {
    pi.registerTool({
      ...tool,
      // One call after the other: each is judged when what the one before did can be seen.
      ...{ executionMode: 'sequential' },
      execute(id, input, ...more) {
        const leave = leaves.get(id);
        leaves.delete(id);
        if (leave !== JSON.stringify(input)) throw new Error('This call was not judged as it is.');
        return tool.execute(id, input, ...more);
      },
    });
  }

  pi.on('tool_call', async ({ toolCallId: id, toolName, input }, { ui }) => {
    const said = await ui.input(title, JSON.stringify({ id, name: toolName, input }));
    const answer = JSON.parse(said ?? '{}');
    if (answer.allow !== true) return { block: true, reason: String(answer.reason ?? 'This call is not allowed.') };
    if (answer.input !== undefined) {
      for (const key of Object.keys(input)) delete input[key];
      Object.assign(input, answer.input);
    }
    leaves.set(id, JSON.stringify(input));
    return undefined;
  });

  pi.on('session_start', (_, { ui, cwd, model, modelRegistry }) => {
    const known = model && modelRegistry.find(model.provider, model.id);
    const isPriced = Object.values(known?.cost ?? {}).some((price) => price > 0);
    const applied = Object.keys(host.SettingsManager.create(process.cwd()).getProjectSettings());
    const tools = pi.getActiveTools();
    const gate = { version: host.VERSION, cwd, isInPlace: cwd === process.cwd(), tools, applied, isPriced };
    ui.notify(JSON.stringify({ [title]: 'gate', ...gate }));
  });

  // Pi says so itself, in a line that holds all that was said and may be too long to be read.
  pi.on('agent_end', (_, { ui }) => ui.notify(JSON.stringify({ [title]: 'end' })));
}

/** Pi's own tools, without what its settings do to them. */
function toolsOf(host: Host, cwd: string): readonly Tool[] {
  const hidden = new Set((process.env.OMNI_PI_HIDDEN ?? '').split(','));
  const spawnHook = ({ env, ...rest }: { env: Record<string, string> }) => ({
    ...rest,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !hidden.has(name))),
  });
  return [
    host.createBashToolDefinition(cwd, { spawnHook }),
    host.createReadToolDefinition(cwd),
    host.createEditToolDefinition(cwd),
    host.createWriteToolDefinition(cwd),
    host.createGrepToolDefinition(cwd),
    host.createFindToolDefinition(cwd),
    host.createLsToolDefinition(cwd),
  ];
}

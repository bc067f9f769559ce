/** The status page in a process of its own, as `omni serve` puts it together, over real stores. */
import { openAccess } from '../../../runs/access/index.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { openStatusServer } from '../../../runs/server/index.ts';
import { heldMemory } from '../harnesses/usage.ts';
import { cpuUs } from '../parts/cpu.ts';
import { answerAsks } from './helper.ts';

/** People who watch, each with a token; they have their watchers in equal parts. */
const people = 4;
const hourMs = 3_600_000;

export interface Opened {
  readonly port: number;
  readonly tokens: readonly string[];
}

/** Of the server's process, whose memory is looked at as it is. */
export interface Spending {
  readonly cpuMs: number;
  readonly rssMb: number;
}

export async function serve(folder: string): Promise<void> {
  const record = openJournal({ folder });
  const access = openAccess({ folder });
  const by = { name: 'bench', from: { way: 'cli' } } as const;
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const server = await openStatusServer({ record, box: record, access, owner: 'bench', port: 0, log });
  answerAsks(
    {
      open(): Opened {
        const token = (_: unknown, nth: number) =>
          access.tokens.create({ name: `person-${nth}`, role: 'view', expiresInMs: hourMs }, by).text;
        return { port: server.port, tokens: Array.from({ length: people }, token) };
      },
      spent: (): Spending => ({ cpuMs: cpuUs() / 1_000, rssMb: process.memoryUsage().rss / 1024 ** 2 }),
      held: heldMemory,
    },
    async () => {
      await server.close();
      access.close();
      record.close();
    },
  );
}

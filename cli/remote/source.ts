/** The runs of a server, for the commands that read. */
import { type Client, openRemoteRuns } from '../../runs/remote/index.ts';
import { InvalidInput } from '../report-error.ts';
import type { KnownRun, RunSource, WithSource } from '../source.ts';

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof openRemoteRuns>['meta']>>>;

/** How often it is asked whether anybody drives a run that is followed. */
const lookMs = 2_000;

export function withServer(client: Client): WithSource {
  return (work) => work(remoteSource(client));
}

export function remoteSource(client: Client): RunSource {
  const runs = openRemoteRuns(client);
  return {
    read: runs.read,
    get: runs.get,
    async find(given) {
      const exact = given === '' ? undefined : await runs.meta(given);
      if (exact !== undefined) return known(exact);
      const found = (await runs.list({ limit: 1_000, text: given })).filter(({ run }) => run.startsWith(given));
      if (found.length === 1 && given !== '') return known(found[0]!);
      if (found.length === 0) throw new InvalidInput(`there is no run ${given} on the server`, 'see: omni runs');
      throw new InvalidInput(`several runs begin with '${given}'`, 'see: omni runs');
    },
    list: async (limit) => (await runs.list({ limit })).map(known),
    async *follow(run) {
      const left = new AbortController();
      const look = async (): Promise<void> => {
        if ((await runs.meta(run))?.driven !== true) left.abort();
      };
      let seq = 0;
      // Whoever drives it may be gone before the first look; what they wrote is read all the same.
      await look();
      const timer = setInterval(() => void look().catch(() => {}), lookMs);
      try {
        for await (const envelope of left.signal.aborted ? [] : runs.follow(run, 0, left.signal)) {
          seq = envelope.seq;
          yield envelope;
        }
      } finally {
        clearInterval(timer);
        left.abort();
      }
      yield* runs.read(run, seq + 1);
    },
  };
}

const known = ({ status, driven: _, ...row }: Row): KnownRun => ({ ...row, stands: status });

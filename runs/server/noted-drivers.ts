/** What starts and continues runs, with a note of each: whoever asks for it, by the page or the API, it is told once. */
import type { Acts } from '../access/index.ts';
import type { Drivers } from './ports.ts';

export const notedDrivers = (drivers: Drivers, acts: Pick<Acts, 'note'>): Drivers => ({
  workflows: () => drivers.workflows(),
  async start(request, by) {
    const started = await drivers.start(request, by);
    acts.note({ kind: 'run.started', run: started.run, what: request.path }, by);
    return started;
  },
  async resume(run, by) {
    await drivers.resume(run, by);
    acts.note({ kind: 'run.resumed', run }, by);
  },
});

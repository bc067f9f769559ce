/** OMNI7xxx: the status page. */
import type { Codes } from './code.ts';

export const serverCodes: Codes = {
  OMNI7001: {
    title: 'The port cannot be had',
    explanation:
      'The status page listens on a port of this machine, and another program, or another `omni serve`, listens there already; or the port is one that only an administrator may use.',
    bad: '$ omni serve\nerror[OMNI7001]: port 4664 is taken',
    good: '$ omni serve --port 0      # any that is free',
  },
  OMNI7020: {
    title: 'Nothing of that name can be started',
    explanation:
      'The page starts the workflows of its project, with the simulations that stand beside them, and no other file. Those that it knows are listed by `omni workflows`: documents of kind Workflow, at most four folders deep.',
    bad: '$ omni --server URL apply ../other/flow.yaml\nerror[OMNI7020]: There is no workflow "../other/flow.yaml" here.',
    good: '$ omni workflows\nflows/flow.yaml',
  },
  OMNI7021: {
    title: 'A run could not be begun or continued for the page',
    explanation:
      'The server starts a process of its own for each run. It ended before the run was driven; the message holds what it said. Whatever else is known of it stands in `.omni/serving/`.',
    bad: '$ omni --server URL apply flow.yaml\nerror[OMNI7021]: The secrets GH_TOKEN have no value here.',
    good: '$ GH_TOKEN=… omni serve',
  },
  OMNI7022: {
    title: 'The run is over',
    explanation: 'What is over cannot be continued. Start it again instead.',
    bad: '$ omni --server URL resume 1122-k3v9tq\nerror[OMNI7022]: Run 1122-k3v9tq is over: done.',
    good: '$ omni apply flow --new',
  },
};

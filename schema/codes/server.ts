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
  OMNI7023: {
    title: 'A secret of the run is not known to the server',
    explanation:
      'What agents wrote is shown without the secrets that the run declares, and for that the server has to know them: it looks for them where whoever drives the run does, in its own environment and in the files that it names. Of a run with a secret that is not there, no file and no change of a workspace is shown; what is journaled has no secrets in it, and is. Where a secret was changed since, files that hold the old one are shown with it.',
    bad: '$ omni serve\nerror[OMNI7023]: The server does not know the value of GH_TOKEN, which this run declares as a secret.',
    good: '$ GH_TOKEN_FILE=~/.config/keys/github omni serve',
  },
};

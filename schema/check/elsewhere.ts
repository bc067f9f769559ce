/** What the keys of neighbouring tools are called here. */
import type { Path } from '../problem.ts';

/** Keys of GitHub Actions, docker compose, Kubernetes and others, and what does the same here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  command: '`run` is a command',
  cmd: '`run` is a command',
  shell: '`run` is a command',
  script: '`run` is a command',
  needs: 'steps run in the order in which they stand',
  depends_on: 'steps run in the order in which they stand',
  when: '`if` is a condition',
  condition: '`if` is a condition',
  while: '`until` with `max` is a loop',
  loop: '`foreach` runs over a list; `until` with `max` repeats',
  matrix: '`foreach` with several names gives every combination',
  strategy: '`foreach` with several names gives every combination',
  retries: '`retry: { attempts: N }`',
  'timeout-minutes': '`timeout: 30m`',
  'continue-on-error': '`on_error: continue`',
  environment: '`env`',
  'working-directory': 'change the folder in the command: `run: cd folder && …`',
  triggers: 'a workflow has no triggers: cron or CI calls `omni apply --yes --unattended park`',
  on: 'a workflow has no triggers: cron or CI calls `omni apply --yes --unattended park`',
  jobs: '`steps` holds the steps; `foreach` runs them side by side',
  tasks: '`steps` holds the steps',
  system: '`instructions`',
  system_prompt: '`instructions`',
};

/** Keys of a rule or a track that mean something else in a step, or stand in the other of the two. */
const IN_POLICIES: Readonly<Record<string, string>> = {
  if: '`when` is a condition',
  condition: '`when` is a condition',
  on: 'a rule stands `before` something, and a track follows `after` something',
  after: 'a rule stands `before` something; what happened is followed by a `track`',
  before: 'a track follows `after` something; what can be stopped is guarded by `rules`',
  action: '`decide: deny`, `ask` or `hold`',
  effect: '`decide: deny`, `ask` or `hold`',
  message: '`reason` says why',
  name: 'a rule has an `id`',
  set: '`track` changes the state',
};

/** What a key of another tool is here, or undefined. */
export function elsewhere(key: string, path: Path = []): string | undefined {
  const words = path.at(-3) === 'rules' || path.at(-3) === 'track' ? IN_POLICIES : ELSEWHERE;
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

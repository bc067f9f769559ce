/** What the keys of neighbouring tools are called here. */
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

/** What a key of another tool is here, or undefined. */
export function elsewhere(key: string): string | undefined {
  return Object.hasOwn(ELSEWHERE, key) ? ELSEWHERE[key] : undefined;
}

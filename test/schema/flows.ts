/** The workflows that the examples of the error table use. */
const header = (name: string) => `apiVersion: omni/v1\nkind: Workflow\nname: ${name}\n`;

/** A chain of workflows that use each other, the last of which uses none. */
const chain = (first: string, length: number) =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => {
      const next = index + 1 < length ? `uses: ${first}-${index + 1}.yaml` : 'run: make';
      const file = index === 0 ? first : `${first}-${index}`;
      return [`flows/${file}.yaml`, `${header('chain')}steps:\n  - ${next}\n`];
    }),
  );

/** Their text by path. */
export const flows: Readonly<Record<string, string>> = {
  'flows/greet.yaml': `${header('greet')}inputs:\n  name: { type: string }\nsteps:\n  - run: ["echo", "\${{ inputs.name }}"]\n`,
  ...chain('nine-deep', 9),
  ...chain('two-deep', 2),
};

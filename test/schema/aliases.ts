/** The project that the examples of the error table and of the pages stand in. */
export const aliases = `apiVersion: omni/v1
kind: Project
models:
  frontier: { claude-code: claude-opus-4-5, codex: gpt-5.5 }
`;

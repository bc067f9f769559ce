/** OMNI1001 to OMNI1024: what is wrong in the YAML itself, and where YAML reads something other than what is written. */
import type { Codes } from './code.ts';

export const yamlCodes: Codes = {
  OMNI1001: {
    title: 'This is not YAML',
    explanation:
      'The file cannot be read as YAML 1.2. Most often a line has the wrong indentation, a tab indents, or a key lacks the `: ` between it and its value. Nothing else is said about this document until its syntax is right.',
    bad: 'steps:\n\t- run: make test',
    good: 'steps:\n  - run: make test',
  },
  OMNI1002: {
    title: 'A key stands twice',
    explanation:
      'A map holds the same key twice. YAML libraries keep one of the two without a word; which one differs between them. Remove one.',
    bad: '- run: make test\n  timeout: 5m\n  timeout: 10m',
    good: '- run: make test\n  timeout: 10m',
  },
  OMNI1012: {
    title: 'A value begins with a sign of YAML and goes on',
    explanation:
      'A value that begins with `!`, `\'`, `"`, `[`, `{` or another sign of YAML ends where that sign ends: `if: !done` is the empty text with the tag `!done`. The message prints the quoted line to paste; a long expression stands under `>-`.',
    bad: "- run: make test\n  if: 'main' == inputs.base\n",
    good: '- run: make test\n  if: "\'main\' == inputs.base"',
  },
  OMNI1013: {
    title: 'A comment cuts a value',
    explanation:
      'In YAML ` #` begins a comment, so the rest of the line is not part of the value. That is an error where the comment holds `${{`, or where the value before it has an open quote, bracket or `${{`, because then it was not meant as a comment. Quote the value.',
    bad: '- approve: Merge PR #${{ inputs.number }}?',
    good: '- approve: "Merge PR #${{ inputs.number }}?"',
  },
  OMNI1014: {
    title: 'A flow map splits a call',
    explanation:
      'Between `{` and `}` or `[` and `]` a comma ends a value, even inside parentheses: `{ a: f(x, y) }` is the two keys `a` and `y)`. Quote the value.',
    bad: '- run: make test\n  env: { FIRST: join(a, b) }',
    good: '- run: make test\n  env: { FIRST: "join(a, b)" }',
  },
  OMNI1015: {
    title: 'A quote or bracket is never closed',
    explanation:
      'YAML looks for the other quote or bracket through all lines that follow, so everything after it is misread. Close it, or quote the value where the sign is part of a text.',
    bad: '- run: "make test\n- run: make lint',
    good: '- run: "make test"\n- run: make lint',
  },
  OMNI1016: {
    title: 'A text reads as a map',
    explanation:
      'A plain value that holds `: ` or ` ? ` is a map to YAML: `Cost: ${{ x }}` is the key `Cost`, and `a ? b : c` is no expression. Quote the value, or write it under `>-`.',
    bad: '- fail: Cost: ${{ run.cost_usd }}',
    good: '- fail: "Cost: ${{ run.cost_usd }}"',
  },
  OMNI1017: {
    title: 'A number does not keep its text',
    explanation:
      'An unquoted number is read as a number: `1.10` becomes 1.1 and `0123456` becomes 123456. Where a text is wanted, quote it. A number too large to be exact, `.inf` and `.nan` are refused everywhere.',
    bad: '- run: ./release\n  env: { VERSION: 1.10 }',
    good: '- run: ./release\n  env: { VERSION: "1.10" }',
  },
  OMNI1018: {
    title: 'This cannot be a key',
    explanation:
      'A key is a text of one line that is not empty. Maps and lists as keys are refused, and so is `__proto__`. Often the author meant an expression (`${{ x }}`) and left out the `$`.',
    bad: '- run: make test\n  if: {{ inputs.check }}',
    good: '- run: make test\n  if: ${{ inputs.check }}',
  },
  OMNI1019: {
    title: 'The file is empty',
    explanation:
      'The file holds no document, or nothing but comments and blank lines. A file with the schema of an `output` holds exactly one.',
    bad: '# to do',
    good: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello',
  },
  OMNI1020: {
    title: 'Too large to read',
    explanation:
      'A file may have 1,048,576 characters and 200,000 YAML tokens, and a project 200 files with 8 times as many characters in all; a policy counts as often as it is used. The bounds keep hostile input from taking memory and time. Keep data out of documents: let a step read it.',
    bad: '$ omni validate big.yaml\nerror[OMNI1020]: this file has 10485760 characters; at most 1048576 are read',
    good: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: ./read-data big.json',
  },
  OMNI1021: {
    title: 'This is not a text file',
    explanation: 'The file holds a NUL byte or another control character. Save it as UTF-8 text.',
    bad: '$ omni validate program\nerror[OMNI1021]: this is not a text file: it holds a NUL byte',
    good: '$ omni validate workflow.yaml',
  },
  OMNI1022: {
    title: 'Nested too deeply',
    explanation:
      'Maps and lists may be nested 64 levels deep, which is far more than people read. The bound keeps hostile input from exhausting the stack.',
    bad: '$ omni validate deep.yaml\nerror[OMNI1022]: maps and lists are nested deeper than 64 levels',
    good: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello',
  },
  OMNI1023: {
    title: 'Merge keys are not part of the language',
    explanation:
      'The merge key `<<` hides where a value comes from, and YAML 1.2 does not have it. Put what is shared into an Agent document and refer to it with `uses`, or write the keys out.',
    bad: '- run: make test\n  <<: { timeout: 5m }',
    good: '- run: make test\n  timeout: 5m',
  },
  OMNI1024: {
    title: 'Anchors, aliases and directives are not part of the language',
    explanation:
      'A value that begins with `&` or `*` is an anchor or an alias to YAML. They are refused: each value has one place, so that a message can point at it, and no file can expand without bound. A text that begins with `&` or `*` is quoted. Directives (`%YAML`, `%TAG`) would change how the file is read.',
    bad: '- run: ls\n  env: { PATTERN: *.ts }',
    good: '- run: ls\n  env: { PATTERN: "*.ts" }',
  },
};

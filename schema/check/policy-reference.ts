/** Whether a policy is written where it stands or used from elsewhere: by the key `uses`, so that a mistake is told about that form alone. */
import { isJsonObject, type Json } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape, Shapes } from '../shape.ts';
import type { Finding } from './finding.ts';
import { show } from './finding.ts';

export function choosePolicy(
  shapes: Shapes,
  value: Json,
  path: Path,
): { readonly shape: Shape } | { readonly findings: Finding[] } {
  if (typeof value === 'string') return { findings: [bareName(value, path)] };
  if (!isJsonObject(value) || Object.hasOwn(value, 'uses')) return { shape: shapes.UsedPolicy! };
  return { shape: shapes.InlinePolicy! };
}

const bareName = (name: string, path: Path): Finding => ({
  code: 'OMNI1005',
  path,
  message: `a policy is a map, not the text ${show(name)}`,
  help: `a policy that stands elsewhere is used: \`uses: ${name.length > 0 && name.length <= 60 ? name : 'NAME'}\``,
});

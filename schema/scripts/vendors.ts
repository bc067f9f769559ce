/** `vendors.yaml` as a module, because reading a file would cost each start and needs a place to read it from. */
import { parse } from 'yaml';

export function emitVendors(yaml: string): string {
  const { families, harnesses } = parse(yaml) as { families: object; harnesses: object };
  return `// biome-ignore-all format: emitted
/** Emitted from schema/vendors.yaml by \`npm run schema\`. */
export const vendorCatalogue: {
  readonly families: Readonly<Record<string, readonly string[]>>;
  readonly harnesses: Readonly<Record<string, string>>;
} = ${JSON.stringify({ families, harnesses })};
`;
}

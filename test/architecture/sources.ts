/** Reads what every source file of the rooms imports and which names it uses: enough to keep the import table. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const rooms = ['schema', 'policies', 'engine', 'agents', 'runs', 'cli'] as const;
export type Room = (typeof rooms)[number];

export interface Import {
  /** A project path (`engine/state.ts`) for our own files, else the specifier (`node:fs`, `xstate`). */
  readonly target: string;
  /** Erased at run time. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly room: Room;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Every `name` and `name.member` that stands in the code; comments and strings do not count. */
  readonly names: ReadonlySet<string>;
}

export function readSources(): readonly Source[] {
  return rooms.flatMap((room) => listTypeScript(room).map((path) => readSource(room, path)));
}

function listTypeScript(room: Room): readonly string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) =>
      relative(root, join(root, room, file))
        .split(sep)
        .join('/'),
    )
    .sort();
}

function readSource(room: Room, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const imports: Import[] = [];
  const names = new Set<string>();
  const add = (specifier: string, typeOnly: boolean): void => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
    imports.push({ target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.importClause !== undefined && onlyTypes(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node.argument.literal.text, true);
    } else if (ts.isIdentifier(node) && isUse(node)) {
      // `new Date()` asks for the present moment; with an argument it is arithmetic.
      const now = node.text === 'Date' && ts.isNewExpression(node.parent) && !node.parent.arguments?.length;
      names.add(now ? 'Date.now' : node.text);
    } else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      names.add(`${node.expression.text}.${node.name.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, room, lines: text.trimEnd().split('\n').length, imports, names };
}

function onlyTypes(clause: ts.ImportClause): boolean {
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

/** A value that is read, as against a property, a member or a parameter that merely has the same name. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return (
    ts.isCallExpression(parent) ||
    ts.isNewExpression(parent) ||
    (ts.isShorthandPropertyAssignment(parent) && parent.name === node) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node)
  );
}

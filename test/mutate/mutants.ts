/**
 * Small lies about a file, one at a time: a comparison flipped, a condition negated, a statement dropped, a constant
 * changed. Each should make some test fail; one that does not shows what no test looks at.
 */
import ts from 'typescript';

export interface Mutant {
  /** From 1. */
  readonly line: number;
  readonly was: string;
  readonly is: string;
  /** The whole file, mutated. */
  readonly text: string;
}

const flipped: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
};

/** Every mutant of a TypeScript file, in the order of its text. */
export function mutantsOf(text: string): Mutant[] {
  const file = ts.createSourceFile('mutated.ts', text, ts.ScriptTarget.ES2023, true);
  const mutants: Mutant[] = [];
  const add = (node: ts.Node, is: string) => {
    const [start, end] = [node.getStart(file), node.getEnd()];
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    mutants.push({ line, was: text.slice(start, end), is, text: text.slice(0, start) + is + text.slice(end) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const operator = flipped[node.operatorToken.kind];
      // Pieces of a message may be joined in any way.
      if (operator !== undefined && !mentionsText(node)) add(node.operatorToken, operator);
    } else if (ts.isIfStatement(node)) add(node.expression, `!(${node.expression.getText(file)})`);
    else if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText(file)})`);
    else if (ts.isExpressionStatement(node) || ts.isThrowStatement(node)) add(node, ';');
    else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isNumericLiteral(node)) add(node, String(Number(node.text) + 1));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants.sort((a, b) => a.line - b.line);
}

const mentionsText = (node: ts.BinaryExpression): boolean =>
  ts.isStringLiteralLike(node.left) || ts.isTemplateExpression(node.left) || ts.isTemplateExpression(node.right);

/** `[[ … ]]`: of its operators, those on numbers and variables run what stands in the values. */
import type { TestExpression, Word } from 'unbash';
import { expandWhole } from './expand.ts';
import type { Flow } from './flow.ts';
import { readOperand } from './parameter.ts';
import type { Reader } from './reader.ts';
import { doubt, shown, spend } from './tally.ts';

export function readTest(reader: Reader, expression: TestExpression, flow: Flow): void {
  spend(reader.tally);
  switch (expression.type) {
    case 'TestUnary':
      expandWhole(reader, expression.operand, flow);
      if (/^-[vR]$/.test(expression.operator)) readName(reader, expression.operand);
      return;
    case 'TestBinary':
      for (const word of [expression.left, expression.right]) {
        if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(expression.operator)) readOperand(reader, word, flow, expandWhole);
        else expandWhole(reader, word, flow);
      }
      return;
    case 'TestLogical':
      for (const operand of expression.operands) readTest(reader, operand, flow);
      return;
    case 'TestNot':
      readTest(reader, expression.operand, flow);
      return;
    case 'TestGroup':
      readTest(reader, expression.expression, flow);
      return;
  }
}

function readName(reader: Reader, word: Word): void {
  if (word.parts !== undefined || !/^\w+$/.test(word.value)) {
    doubt(reader.tally, 'dynamic', `the name ${shown(word.text)} may run what stands in it`);
  }
}

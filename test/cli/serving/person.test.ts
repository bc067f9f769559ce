/** Who a process is told that it acts for. */
import { expect, test } from 'vitest';
import { personIn, whereFrom, whoIsThere } from '../../../cli/person.ts';
import { ada } from './project.ts';

test('a process that is started for somebody knows for whom, and from where', () => {
  const env = personIn(ada);
  expect(whoIsThere(env)).toBe(ada.name);
  expect(whereFrom(env)).toEqual(ada.from);
});

test('what a run has started acts from where it is, whatever it is told', () => {
  expect(whereFrom({ ...personIn(ada), OMNI_MARK: '1-2-ab:R1:x' })).toEqual({ way: 'cli' });
});

test.each(['', 'no JSON', 'null', '{"way":"root"}', '[]'])('%j is no place', (OMNI_FROM) => {
  expect(whereFrom({ OMNI_FROM })).toEqual({ way: 'cli' });
});

test('nobody is no person', () => {
  for (const name of ['', 'a\0b']) expect(() => personIn({ ...ada, name })).toThrow('Nobody');
});

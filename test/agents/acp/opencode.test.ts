/** The real OpenCode held to what every harness is held to. Skipped, with the reason, where it is not installed. */
import { describeReal } from '../conformance/real/suite.ts';
import { describeOwn } from './hostile.ts';
import { opencodeSubject } from './subject.ts';

describeReal(opencodeSubject, describeOwn);

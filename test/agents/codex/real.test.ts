/** The real Codex held to what every harness is held to. Skipped, with the reason, where it is not installed. */
import { describeReal } from '../conformance/real/suite.ts';
import { codexSubject } from './subject.ts';

describeReal(codexSubject);

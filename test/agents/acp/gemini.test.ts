/** The real Gemini CLI held to what every harness is held to. Skipped, with the reason, where it is not installed. */
import { describeReal } from '../conformance/real/suite.ts';
import { describeOwn } from './hostile.ts';
import { geminiSubject } from './subject.ts';

describeReal(geminiSubject, describeOwn);

/** A model that is asked directly, held to what every harness is held to. It needs no program. */
import { describeReal } from '../conformance/real/suite.ts';
import { modelSubject } from './subject.ts';

describeReal(modelSubject);

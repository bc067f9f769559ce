/** The parameters of addresses. */
import { Type } from 'typebox';
import { Address, closed, Hash, RunId, Seq } from '../schemas/parts.ts';

/** Parameters come as text: a number is read out of it. */
const Place = Type.Integer({ minimum: 0, description: 'A place, from 0.' });
const Id = Type.String({ minLength: 1, maxLength: 200 });

export const OfRun = closed({ run: RunId });
export const OfEvent = closed({ run: RunId, seq: Seq });
export const OfBlob = closed({ run: RunId, seq: Seq, hash: Hash });
export const OfStep = closed({ run: RunId, address: Address });
export const OfDiffFile = closed({ run: RunId, seq: Seq, file: Place });
export const OfWorkspace = closed({ run: RunId, key: Type.String({ minLength: 1, maxLength: 500 }) });
export const OfAsk = closed({ ask: Id });
export const OfComment = closed({ run: RunId, comment: Id });
export const OfToken = closed({ token: Id });

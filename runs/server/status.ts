/** What a refusal is in HTTP, on a page and in the API alike: by the code of an error, or by why an act is unfit. */
import type { OmniError } from '../../schema/error.ts';
import type { UnfitKind } from '../acts/index.ts';

const statuses: Readonly<Record<string, number>> = {
  OMNI6003: 503,
  OMNI6004: 503,
  OMNI6005: 409,
  OMNI6006: 404,
  OMNI6008: 422,
  OMNI6013: 503,
  OMNI7011: 404,
  OMNI7022: 409,
  OMNI7023: 501,
};

/** What whoever asks can set right, in the request or in the files of the project, is 422; what is left is ours. */
export const statusOf = ({ code }: OmniError): number => statuses[code] ?? (/^OMNI[1-57]/.test(code) ? 422 : 500);

export const unfitStatus: Readonly<Record<UnfitKind, number>> = {
  missing: 404,
  over: 409,
  notYours: 403,
  invalid: 422,
  ambiguous: 409,
};

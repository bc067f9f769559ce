/** Files and changes of a run's workspaces. What a path may be is for who looks to say: nothing here touches a disk. */

import type { WorkspaceLook } from '../../ports.ts';
import type { ApiParts, Handlers } from '../context.ts';
import { ApiError } from '../problem.ts';
import { findListed } from '../runs.ts';
import { missing } from './work.ts';

export function workspaceHandlers({
  record,
  look,
}: ApiParts): Pick<Handlers, 'listWorkspaces' | 'showChanges' | 'showFile'> {
  const looking = (): WorkspaceLook => {
    if (look !== undefined) return look;
    throw new ApiError(501, { detail: 'This server looks at no workspaces.' });
  };
  const known = async (run: string, key: string): Promise<void> => {
    if (!(await looking().list(run)).some((one) => one.key === key)) missing('workspace in this run');
  };
  return {
    async listWorkspaces({ params }) {
      const { run } = findListed(record, params.run);
      return { workspaces: await looking().list(run) };
    },
    async showChanges({ params }) {
      const { run } = findListed(record, params.run);
      await known(run, params.key);
      return looking().changes(run, params.key);
    },
    async showFile({ params, query }) {
      const { run } = findListed(record, params.run);
      await known(run, params.key);
      const file = await looking().file(run, params.key, query.path);
      return file === undefined ? missing('file in this workspace') : { path: query.path, ...file };
    },
  };
}

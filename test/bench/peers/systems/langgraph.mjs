/**
 * LangGraph with its SQLite saver. One after another: a node with an edge to itself, a superstep and so a checkpoint a
 * step; the state holds the last result only, since every result stays in its checkpoint and a growing state would be
 * written again with each step. Side by side: one `Send` a step, as map-reduce is documented; a step is kept by its
 * pending writes.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Annotation, END, Send, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';

/** @type {import('../system.ts').Open} */
export async function open({ folder, workload, full, width, give }) {
  const checkpointer = SqliteSaver.fromConnString(join(folder, 'langgraph.db'));
  if (full) checkpointer.db.pragma('synchronous = FULL');
  return {
    async prepare(name, steps) {
      let performed = 0;
      const work = async () => {
        await setImmediate();
        performed++;
        return give();
      };
      const build = workload === 'sequential' ? buildLoop : buildMap;
      const graph = build(work, steps).compile({ checkpointer });
      const config = {
        configurable: { thread_id: name },
        recursionLimit: steps + 10,
        maxConcurrency: width,
        ...(full && { durability: 'sync' }),
      };
      return async () => {
        await graph.invoke({ done: 0 }, config);
        return performed;
      };
    },
    servers: [],
    async close() {
      checkpointer.db.close();
    },
  };
}

function buildLoop(work, steps) {
  const State = Annotation.Root({ done: Annotation(), last: Annotation() });
  return new StateGraph(State)
    .addNode('work', async ({ done }) => ({ last: await work(), done: done + 1 }))
    .addEdge(START, 'work')
    .addConditionalEdges('work', ({ done }) => (done < steps ? 'work' : END), ['work', END]);
}

function buildMap(work, steps) {
  const results = Annotation({ reducer: (all, more) => all.concat(more), default: () => [] });
  const State = Annotation.Root({ done: Annotation(), results });
  const items = Array.from({ length: steps }, (_, item) => item);
  return new StateGraph(State)
    .addNode('work', async () => ({ results: [await work()] }))
    .addConditionalEdges(START, () => items.map((item) => new Send('work', { item })), ['work'])
    .addEdge('work', END);
}

/** npm, pnpm, yarn and bun: what they install, and the scripts and programs that they run. */
import { type Field, textsOf } from '../field.ts';
import { fork, moved } from '../flow.ts';
import { has, type Option, type OptionTable, optionTable, readOptions, valuesOf } from '../options.ts';
import { readManifest, runIfThere, runPackageScript } from '../package-scripts.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { type NodeManager, nodeManagers } from '../tables/node.ts';
import { doubt, shown } from '../tally.ts';
import { runPackage } from './npx.ts';
import { install, noteRegistry } from './packages.ts';

const lifecycles: Readonly<Record<string, readonly string[]>> = {
  install: ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
  pack: ['prepack', 'prepare', 'postpack'],
  publish: ['prepublishOnly', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish'],
  version: ['preversion', 'version', 'postversion'],
};
const unknownVerbs =
  /^(?:rebuild|explore|edit|link|plugin|patch|deploy|setup|env|pm|completion|hook|upgrade|import|workspaces)$/;

/** One command of a manager, with what its options say. */
interface Work extends Call {
  readonly manager: NodeManager;
  readonly options: readonly Option[];
  readonly rest: readonly Field[];
  readonly elsewhere: boolean;
}

function manage(reader: Reader, call: Call, manager: NodeManager, table: OptionTable): undefined {
  const global = readOptions(call.words, table, 'first');
  const [first, ...after] = global.rest;
  const name = first?.known === true ? (manager.verbs.get(first.text) ?? first.text) : (first?.text ?? '');
  const runs =
    /^(?:exec|dlx|x)$/.test(name) || (manager.runsScripts && first?.known === true && !manager.verbs.has(first.text));
  const { options, rest, strange } = readOptions(after, table, runs ? 'first' : 'any');
  report(
    reader,
    call.program,
    name,
    after,
    textsOf(call.words.slice(0, call.words.length - global.rest.length)).filter((text) => text.startsWith('-')),
  );
  const odd = global.strange ?? strange ?? (first?.known === false ? first : undefined);
  // After the name of a script, words are its own.
  if (
    odd !== undefined &&
    !(
      odd === strange &&
      (runs || rest.indexOf(odd) > 0) &&
      /^(?:run|test|start|exec|dlx|x)$/.test(name) &&
      manager.runsScripts
    )
  ) {
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(odd.text)} is not known`);
  }
  const all = [...global.options, ...options];
  if (
    valuesOf(
      all,
      '--script-shell',
      '--shell',
      '--userconfig',
      '--globalconfig',
      '--node-options',
      '--config',
      '--backend',
    ).length > 0
  ) {
    doubt(reader.tally, 'env', `${call.program} is told to obey other settings`);
  }
  noteRegistry(reader, call.program, valuesOf(all, '--registry'));
  const flow = fork(call.flow);
  for (const folder of valuesOf(all, '-C', '--prefix', '--dir', '--cwd')) {
    if (call.program === 'npm' && has(all, '-g', '--global')) continue;
    flow.dirs = folder.known && folder.tilde !== true ? flow.dirs?.map((dir) => moved(dir, folder.text)) : undefined;
  }
  const elsewhere = has(
    all,
    '-w',
    '--workspace',
    '--workspaces',
    '-ws',
    '-r',
    '--recursive',
    '-F',
    '--filter',
    '--filter-prod',
    '-A',
    '--all',
  );
  const work: Work = { ...call, flow, manager, options: all, rest, elsewhere };
  if (first === undefined) {
    if (call.program === 'yarn' && !has(all, '--version', '-v', '--help', '-h')) installAll(reader, work);
  } else if (first.known) obey(reader, work, name, first, after);
}

function obey(reader: Reader, work: Work, name: string, first: Field, after: readonly Field[]): undefined {
  const { program, manager, rest, options } = work;
  if (/^(?:install|add|install-test)$/.test(name)) installNamed(reader, work);
  else if (/^(?:ci|install-ci-test|fetch|dedupe)$/.test(name)) installAll(reader, work);
  if (name.endsWith('-test')) return runScript(reader, work, 'test', rest);
  if (name === 'update') {
    install(reader, program, rest);
    installAll(reader, work);
  } else if (/^(?:run|test|start|stop|restart)$/.test(name)) {
    if (program === 'bun' && name === 'test') return;
    const script = name === 'run' ? rest[0] : undefined;
    if (name !== 'run') runScript(reader, work, name, rest);
    else if (script !== undefined) runNamed(reader, work, script, rest.slice(1));
  } else if (/^(?:exec|dlx|x)$/.test(name))
    runPackage(reader, work, options, rest, name === 'exec' && program !== 'npm');
  else if (name === 'create' || (name === 'init' && rest.length > 0)) {
    const [what] = rest;
    if (what !== undefined) install(reader, program, [what.known ? { ...what, text: initializerOf(what.text) } : what]);
  } else if (name === 'global' || name === 'workspace') {
    const words = name === 'global' ? after : after.slice(1);
    reader.acts.words(
      reader,
      [{ text: program, known: true, head: program }, ...words],
      name === 'global' ? work : { ...work, flow: { ...work.flow, dirs: undefined } },
    );
  } else if (name === 'node') reader.acts.words(reader, [first, ...after], work);
  else if (unknownVerbs.test(name)) doubt(reader.tally, 'script', `what ${program} ${name} runs is not known`);
  else if (
    /^(?:config|set|pkg)$/.test(name) &&
    /^(?:set|fix|delete|edit)$/.test(first.text === 'set' ? 'set' : (rest[0]?.text ?? ''))
  ) {
    doubt(reader.tally, 'dynamic', `${program} ${name} changes what is run later`);
  } else if (/^(?:publish|pack|version)$/.test(name) && !(name === 'version' && rest.length === 0))
    lifecycle(reader, work, lifecycles[name] ?? []);
  else if (!manager.verbs.has(first.text)) runUnnamed(reader, work, first, after);
}

/** `create x` runs the package `create-x`. */
const initializerOf = (text: string): string =>
  text
    .replace(/^(@[^/@]+)\/?(?=@|$)/, '$1/create')
    .replace(/^(@[^/]+\/)?(?!create(?:@|$))(?=[^@])/, '$1create-')
    .replace(/(?<=.)@[^/]*$/, '');

function installNamed(reader: Reader, work: Work): undefined {
  if (work.rest.length === 0 && !has(work.options, '-g', '--global')) return installAll(reader, work);
  install(reader, work.program, work.rest);
  if (work.program === 'yarn' || work.program === 'bun') lifecycle(reader, work, lifecycles.install ?? []);
}

function installAll(reader: Reader, work: Work): undefined {
  reader.tally.installs.add('package.json');
  lifecycle(reader, work, lifecycles.install ?? []);
}

function lifecycle(reader: Reader, work: Work, names: readonly string[]): undefined {
  if (has(work.options, '--ignore-scripts') || has(work.options, '-g', '--global')) return;
  const manifest = readManifest(reader, work);
  if (manifest !== undefined) runIfThere(reader, work, manifest, ...names);
}

function runNamed(reader: Reader, work: Work, script: Field, words: readonly Field[]): undefined {
  if (!script.known) doubt(reader.tally, 'dynamic', `which script ${shown(script.text)} is is not known`);
  else if (work.program === 'bun' && /[./]/.test(script.text)) runFile(reader, script);
  else runScript(reader, work, script.text, words);
}

function runScript(reader: Reader, work: Work, name: string, words: readonly Field[]): undefined {
  if (work.elsewhere) return doubt(reader.tally, 'script', `what ${work.program} runs in other folders is not known`);
  const manifest = readManifest(reader, work);
  if (manifest === undefined || runPackageScript(reader, work, manifest, name, words)) return;
  if (work.manager.runsScripts && work.program !== 'pnpm') runBinary(reader, work, name, words);
  else doubt(reader.tally, 'script', `${manifest.path} has no script ${shown(name)}`);
}

/** `pnpm x`: a script of that name, else an installed program. */
function runUnnamed(reader: Reader, work: Work, first: Field, words: readonly Field[]): undefined {
  const { program, manager } = work;
  if (!manager.runsScripts)
    return doubt(reader.tally, 'dynamic', `what ${program} ${shown(first.text)} does is not known`);
  if (program === 'bun' && /[./]/.test(first.text)) return runFile(reader, first);
  if (work.elsewhere) return doubt(reader.tally, 'script', `what ${program} runs in other folders is not known`);
  const manifest = readManifest(reader, work);
  if (manifest !== undefined && !runPackageScript(reader, work, manifest, first.text, words))
    runBinary(reader, work, first.text, words);
}

function runBinary(reader: Reader, work: Work, name: string, words: readonly Field[]): undefined {
  reader.acts.words(reader, [{ text: name, known: true, head: name }, ...words], work);
}

/** Bun has a shell of its own, which is not read; any other file is what any program is. */
function runFile(reader: Reader, file: Field): undefined {
  if (/\.sh$/.test(file.text) || reader.tally.wrote)
    doubt(reader.tally, 'script', `bun runs ${shown(file.text)}, which is not read`);
}

const evaluates = (call: Call): boolean =>
  call.program === 'bun' && call.words.some(({ head }) => /^(?:-e|-p|--eval|--print|-r|--preload)/.test(head));

export const nodePackages: ReadonlyMap<string, Handler> = new Map(
  Object.entries(nodeManagers).map(([name, manager]) => {
    const table = optionTable(manager.options);
    const handler: Handler = (reader, call) => {
      if (!evaluates(call)) manage(reader, call, manager, table);
      else {
        report(reader, call.program, '', call.words);
        doubt(reader.tally, 'interpreter', `${call.program} runs code that is not read`);
      }
      return undefined;
    };
    return [name, handler];
  }),
);

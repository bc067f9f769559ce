/**
 * Makes a repository of CommonJS modules to migrate: `node make.mjs FOLDER COUNT`. Each converts one unit. Most look
 * alike; one in forty sets its exports in a loop, which is where a port line by line goes wrong.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, count = '200'] = process.argv.slice(2);
if (folder === undefined || !/^[1-9]\d{0,3}$/.test(count)) {
  console.error('node make.mjs FOLDER [COUNT, from 1 to 9999]');
  process.exit(2);
}
if (existsSync(folder)) {
  console.error(`${folder} is there already`);
  process.exit(2);
}

const plain = (name, factor) => `'use strict';
const { round } = require('../lib/round.cjs');

exports.name = '${name}';
exports.factor = ${factor};
exports.convert = (value) => round(value * ${factor});
`;

const looped = (name, factor) => `'use strict';
const { round } = require('../lib/round.cjs');

const unit = { name: '${name}', factor: ${factor}, convert: (value) => round(value * ${factor}) };
for (const key of Object.keys(unit)) exports[key] = unit[key];
`;

mkdirSync(join(folder, 'src'), { recursive: true });
mkdirSync(join(folder, 'lib'));
for (const file of ['check.mjs', 'port.sed', 'lib/round.cjs']) copyFileSync(join(import.meta.dirname, file), join(folder, file));
for (let number = 1; number <= Number(count); number += 1) {
  const name = `unit-${String(number).padStart(4, '0')}`;
  const write = number % 40 === 17 ? looped : plain;
  writeFileSync(join(folder, 'src', `${name}.cjs`), write(name, number / 8));
}
const git = (...args) => execFileSync('git', ['-c', 'user.name=demo', '-c', 'user.email=demo@example.com', ...args], { cwd: folder });
git('init', '--quiet', '--initial-branch=main');
git('add', '--all');
git('commit', '--quiet', '--no-verify', '--message', 'Start of the demo');
console.log(`${count} modules in ${folder}`);

// SPDX-License-Identifier: Apache-2.0
// Compiles and draws every Vega-Lite specification of the files given; a warning is an error.
// Usage: node vega.mjs MODULES FILE.json…     MODULES: the folder node_modules
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const { pathToFileURL } = require('node:url');
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const vega = await load('vega');
const lite = await load('vega-lite');

let wrong = 0;
let drawn = 0;
for (const file of files) {
  for (const chart of JSON.parse(fs.readFileSync(file, 'utf8')).charts) {
    const name = `${path.basename(file)} ${chart.id}`;
    const complain = (...what) => {
      wrong += 1;
      console.error(`${name}: ${what.join(' ')}`);
      return logger;
    };
    const logger = { warn: complain, error: complain, info: () => logger, debug: () => logger, level: () => logger };
    const { spec } = lite.compile(chart.specification, { logger });
    const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
    const svg = await view.toSVG();
    if ((svg.match(/<path/g) || []).length < 2 || svg.includes('NaN')) complain('draws nothing');
    drawn += 1;
  }
}
console.log(`${drawn} charts drawn`);
process.exit(wrong === 0 && drawn > 0 ? 0 : 1);

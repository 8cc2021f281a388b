// SPDX-License-Identifier: Apache-2.0
// Opens reports in headless Chromium and asks of each: does axe-core find fault with it, does it ask for anything
// outside itself, does its own policy stop anything in it, does it fit the screen, and is it printed on A4?
// Usage: node browser.mjs MODULES FILE.html…     MODULES: the folder node_modules
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const options = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
if (process.getuid() === 0) options.push('--no-sandbox');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: options });

let wrong = 0;
const fail = (file, what) => {
  wrong += 1;
  console.error(`${path.basename(file)}: ${what}`);
};

const look = async (file) => {
  const address = 'file://' + path.resolve(file);
  const page = await browser.newPage({ viewport: { width: 1000, height: 1400 } });
  page.on('console', (m) => fail(file, `the console says: ${m.text()}`));
  page.on('pageerror', (e) => fail(file, `a script failed: ${e}`));
  page.on('request', (r) => { if (r.url() !== address) fail(file, `asks for ${r.url()}`); });
  await page.goto(address);
  const shape = await page.evaluate(() => ({
    dialog: document.querySelectorAll('script, iframe, object, embed, form, link, img, base').length,
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1])),
    figures: [...document.querySelectorAll('figure')].map((f) => {
      const box = f.querySelector('svg').getBoundingClientRect();
      const marks = f.querySelectorAll('svg polygon, svg rect').length;
      const texts = [...f.querySelectorAll('svg text')].map((t) => {
        const b = t.getBoundingClientRect();
        return b.left >= box.left - 2 && b.right <= box.right + 2 && b.top >= box.top - 2 && b.bottom <= box.bottom + 2;
      });
      return { wide: box.width > 300, tall: box.height > 60, marks, outside: texts.filter((t) => !t).length,
        named: f.querySelector('svg > title').textContent.length > 20 };
    }),
    styled: getComputedStyle(document.querySelector('h1')).color === 'rgb(29, 53, 87)',
  }));
  if (shape.dialog > 0) fail(file, 'holds elements that a report does not need');
  if (!shape.styled) fail(file, 'its own style is not applied');
  shape.headings.forEach((level, i) => {
    if (i > 0 && level > shape.headings[i - 1] + 1) fail(file, `heading ${i + 1} goes from ${shape.headings[i - 1]} to ${level}`);
  });
  if (shape.figures.length === 0) fail(file, 'has no chart');
  shape.figures.forEach((f, i) => {
    if (!f.wide || !f.tall) fail(file, `chart ${i + 1} has no size`);
    if (f.marks === 0) fail(file, `chart ${i + 1} shows nothing`);
    if (f.outside > 0) fail(file, `chart ${i + 1} has ${f.outside} texts outside its edge`);
    if (!f.named) fail(file, `chart ${i + 1} has no text alternative`);
  });
  for (const width of [1000, 400]) {
    await page.setViewportSize({ width, height: 1000 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) fail(file, `is ${over} points wider than a screen of ${width}`);
  }
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((m) => m[1].trim().split(/\s+/).map(Number));
  if (boxes.length === 0) fail(file, 'is not printed');
  for (const [, , w, h] of boxes) {
    if (Math.abs(w - 595) > 1.5 || Math.abs(h - 842) > 1.5) fail(file, `is printed on ${w} by ${h} points, not on A4`);
  }
  await page.close();

  // axe-core is a script, which the report's policy forbids: it gets a page without the policy.
  const open = await browser.newContext({ bypassCSP: true });
  const judged = await open.newPage();
  await judged.goto(address);
  await judged.evaluate(axe);
  const found = await judged.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const v of found.violations) fail(file, `axe-core: ${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 200)}`);
  await open.close();
};
const left = [...files];
const lane = async () => {
  for (let file = left.shift(); file !== undefined; file = left.shift()) await look(file);
};
await Promise.all([lane(), lane()]);
await browser.close();
console.log(`${files.length} reports opened`);
process.exit(wrong === 0 && files.length > 0 ? 0 : 1);

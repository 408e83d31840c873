// Builds what ships into dist/, and with --tests the test bundles into dist-test/. --watch rebuilds on change. --without-guards makes of what is in dist/
// an extension that escapes and refuses nothing, for the tests of attacks: it is in dist-unguarded/ and never ships.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { parse } from 'yaml';
import { noticesOf, packageFoldersIn } from './scripts/notices.mjs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const production = process.argv.includes('--production');
const isUnguarded = process.argv.includes('--without-guards');

const shared = {
	bundle: true,
	metafile: true,
	sourcemap: production ? false : 'linked',
	minify: production,
	logLevel: 'warning',
	target: 'es2022',
};
const node = { ...shared, platform: 'node', target: 'node20' };
const browser = { ...shared, platform: 'browser', mainFields: ['browser', 'module', 'main'], define: { global: 'globalThis' } };

/** What is in the layout's worker, which is in no other list. */
let layoutMetafile;

/** The layout's worker as a text within the map's script: a webview makes workers of blobs only. */
const layoutWorker = {
	name: 'layout-worker',
	setup(build) {
		build.onResolve({ filter: /^lectern:layout-worker$/ }, ({ path }) => ({ path, namespace: 'layout-worker' }));
		build.onLoad({ filter: /.*/, namespace: 'layout-worker' }, async () => {
			const { outputFiles, metafile } = await esbuild.build({
				...browser,
				sourcemap: false,
				minify: true,
				format: 'iife',
				entryPoints: ['client/map/page/layout/layoutWorker.ts'],
				write: false,
			});
			layoutMetafile = metafile;
			return {
				contents: outputFiles[0].text,
				loader: 'text',
				watchFiles: [...readdirSync('client/map/page/layout').map((name) => join('client/map/page/layout', name))],
			};
		});
	},
};

/**
 * The language client compares VS Code's version with the one that it needs, for which it brings the whole of semver along (20 kB). VS Code itself compares with
 * `engines.vscode` before it starts the extension, and a test has that promise more than the language client needs.
 */
const versionOnce = {
	name: 'version-once',
	setup(build) {
		build.onResolve({ filter: /^semver\/functions\/(?:parse|satisfies)$/ }, ({ path }) => ({ path, namespace: 'version-once' }));
		build.onLoad({ filter: /parse$/, namespace: 'version-once' }, () => ({ contents: 'module.exports = (version) => ({ version });' }));
		build.onLoad({ filter: /satisfies$/, namespace: 'version-once' }, () => ({ contents: 'module.exports = () => true;' }));
	},
};

/**
 * The language client brings a matcher of file patterns along (26 kB), for reports about files that a server may ask for and for the patterns of its notebooks.
 * Ours asks for neither, which a test has it promise.
 */
const withoutPatterns = {
	name: 'without-patterns',
	setup(build) {
		build.onResolve({ filter: /^minimatch$/ }, ({ path }) => ({ path, namespace: 'without-patterns' }));
		build.onLoad({ filter: /.*/, namespace: 'without-patterns' }, () => ({
			contents: "exports.Minimatch = class { constructor(pattern) { throw new Error('Nothing here matches ' + pattern); } };",
		}));
	},
};

/**
 * VS Code's API has 450 names, and what a bundler makes of an import of a CommonJS module copies them all: for each of our modules and each of the language
 * client's, half of the time that the client took to load. An object that inherits them has none to copy.
 */
const apiInherited = {
	name: 'api-inherited',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
			namespace === 'api-inherited' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'api-inherited' },
		);
		onLoad({ filter: /.*/, namespace: 'api-inherited' }, () => ({
			contents: "module.exports = Object.create(require('vscode'), { __esModule: { value: true } });",
		}));
	},
};

/** The language client is a file of its own beside the client's, which loads it once VS Code has what the extension offers. */
const languageClientApart = {
	name: 'language-client-apart',
	setup: ({ onResolve }) => onResolve({ filter: /^vscode-languageclient\/node$/ }, () => ({ path: './languageClient.js', external: true })),
};

/** Every *.test.ts below a folder becomes a bundle of its own, so that mocha reports by file. */
const testFiles = (folder) =>
	readdirSync(folder, { recursive: true })
		.filter((name) => String(name).endsWith('.test.ts'))
		.map((name) => join(folder, String(name)));

/** TeX's own font is whole in one file; MathJax's usual one, which it names as its default, loads parts of itself as it goes. */
const texFont = {
	name: 'tex-font',
	setup: ({ onResolve, resolve }) =>
		onResolve({ filter: /^#default-font\// }, ({ resolveDir }) =>
			resolve('@mathjax/mathjax-tex-font/js/svg/default.js', { kind: 'import-statement', resolveDir }),
		),
};

/**
 * The engine is a bundle of its own, which the language server of each platform and the command line share. Where it is loaded from:
 * a file beside, or a script that the worker has run before.
 */
const engineApart = (contents) => ({
	name: 'engine-apart',
	setup(build) {
		build.onResolve({ filter: /\/engine\/index\.js$/ }, () =>
			contents === undefined ? { path: './engine.js', external: true } : { path: 'engine', namespace: 'engine' },
		);
		build.onLoad({ filter: /.*/, namespace: 'engine' }, () => ({ contents }));
	},
});

/**
 * Modules that are run only when something of them is first used: running them takes memory and time at each start, and most servers never draw a
 * formula or ask the web. A library that requires KaTeX as CommonJS gets the same one, which would be bundled a second time otherwise.
 */
const whenUsed = (...modules) => ({
	name: 'when-used',
	setup({ onLoad, onResolve, resolve }) {
		onResolve({ filter: /^[a-z]/ }, ({ path, pluginData, resolveDir }) => {
			if (!modules.includes(path.replace(/^node:/, ''))) return undefined;
			if (pluginData?.isItself) return undefined;
			if (pluginData?.whole) return resolve(path, { kind: 'import-statement', resolveDir, pluginData: { isItself: true } });
			return { path, namespace: 'when-used', pluginData: { whole: path, resolveDir } };
		});
		onLoad({ filter: /.*/, namespace: 'when-used' }, async ({ path, pluginData }) => ({
			// `pluginData` is passed on to what this module requires.
			contents: `exports.__esModule = true;
for (const name of ${JSON.stringify(Object.keys(await import(path)))})
	if (name !== '__esModule') Object.defineProperty(exports, name, { enumerable: true, get: () => require('${path}')[name] });`,
			pluginData,
			resolveDir: pluginData.resolveDir,
		}));
	},
});
/** What Node brings along for the web, threads and programs, most of which a server without any of them would load. */
const nodeWhenUsed = whenUsed('child_process', 'crypto', 'http', 'https', 'tls', 'worker_threads');
const besideEngine = [engineApart()];
const afterEngine = [engineApart('module.exports = self.lecternEngine;')];

const builds = tests
	? [
			{
				...node,
				format: 'esm',
				entryPoints: [
					...testFiles('test/unit'),
					...testFiles('test/server'),
					...testFiles('test/tools'),
					...testFiles('test/chaos'),
					'test/agree/main.ts',
					'test/bench/main.ts',
					'test/bench/compare.ts',
					'test/bench/medians.ts',
					'test/bench/http.ts',
					'test/chaos/main.ts',
					'test/chaos/oddPlaces.ts',
					'test/chaos/growth/main.ts',
					'test/chaos/growth/child.ts',
					'test/evaluation/mentions.ts',
					'test/sweep/bibtex.ts',
					'test/sweep/prose.ts',
					'test/sweep/reading.ts',
					'test/sweep/fixtures.ts',
					'test/sweep/missingFields.ts',
					'test/sweep/pdfs.ts',
					'test/sweep/records.ts',
					'test/sweep/references.ts',
				],
				outdir: 'dist-test',
				outbase: 'test',
				outExtension: { '.js': '.mjs' },
				packages: 'external',
			},
			{
				...node,
				format: 'cjs',
				entryPoints: [...testFiles('test/inhost'), 'test/inhost/index.ts'],
				outdir: 'dist-test',
				outbase: 'test',
				outExtension: { '.js': '.cjs' },
				packages: 'external',
			},
		]
	: [
			{
				...browser,
				format: 'iife',
				globalName: 'lecternEngine',
				entryPoints: { engine: 'server/engine/index.ts' },
				outdir: 'dist',
				plugins: [whenUsed('katex')],
				footer: { js: "if (typeof module !== 'undefined') module.exports = lecternEngine;" },
			},
			{
				...node,
				format: 'cjs',
				entryPoints: { server: 'server/platform/node/start.ts' },
				outdir: 'dist',
				banner: { js: '#!/usr/bin/env node' },
			},
			{
				...node,
				format: 'cjs',
				entryPoints: { languageServer: 'server/platform/node/main.ts' },
				outdir: 'dist',
				plugins: [...besideEngine, nodeWhenUsed],
			},
			{
				...node,
				format: 'cjs',
				entryPoints: { cli: 'server/platform/node/cli.ts' },
				outdir: 'dist',
				banner: { js: '#!/usr/bin/env node' },
				plugins: besideEngine,
			},
			{
				...browser,
				format: 'iife',
				entryPoints: { 'server.browser': 'server/platform/browser/main.ts' },
				outdir: 'dist',
				plugins: afterEngine,
			},
			{ ...node, format: 'cjs', entryPoints: { references: 'server/platform/node/references.ts' }, outdir: 'dist' },
			{ ...node, format: 'cjs', entryPoints: { pdf: 'server/platform/node/pdf/thread.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { 'references.browser': 'server/platform/browser/references.ts' }, outdir: 'dist' },
			{
				...node,
				format: 'cjs',
				entryPoints: { client: 'client/extension.ts' },
				outdir: 'dist',
				plugins: [apiInherited, languageClientApart],
			},
			{
				...node,
				format: 'cjs',
				entryPoints: { languageClient: 'vscode-languageclient/node' },
				outdir: 'dist',
				plugins: [apiInherited, versionOnce, withoutPatterns],
			},
			{
				...browser,
				format: 'cjs',
				entryPoints: { 'client.browser': 'client/extension.browser.ts' },
				outdir: 'dist',
				plugins: [apiInherited, withoutPatterns],
			},
			// Pictures of formulas, for both servers: loaded when a card first needs one.
			{
				...browser,
				format: 'cjs',
				entryPoints: { mathjax: 'server/platform/shared/mathjax.ts' },
				outdir: 'dist',
				plugins: [texFont],
				// In a worker it is a script among others: nothing of it may become a name of theirs.
				banner: { js: '(() => {' },
				footer: { js: '})();' },
			},
			{ ...browser, format: 'iife', entryPoints: { compare: 'client/compare/page/page.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { enter: 'client/enter/page/page.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { status: 'client/status/page/page.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { reader: 'client/reader/page/page.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { map: 'client/map/page/page.ts' }, outdir: 'dist', plugins: [layoutWorker] },
		];

/**
 * The records in all summaries by key and the topics' titles in one file, the summaries and their diagrams in another: the web cannot list an extension's
 * folder, reading 120 front matters takes longer than all else at a start, and the texts are not needed before one is shown.
 */
async function writeCorpus() {
	const outfile = join('.tsbuild', 'summary.mjs');
	await esbuild.build({ ...node, entryPoints: ['server/engine/library/formats/summary.ts'], format: 'esm', packages: 'external', outfile });
	const { readSummary } = await import(pathToFileURL(outfile).href);
	const files = readdirSync('corpus').filter((name) => name.endsWith('.md') && name !== 'README.md');
	const summaries = Object.fromEntries(files.map((name) => [name.slice(0, -3), readFileSync(join('corpus', name), 'utf8')]));
	const records = Object.fromEntries(
		Object.entries(summaries).map(([key, text]) => {
			const { records, problems } = readSummary(text);
			if (records.length !== 1 || problems.length > 0)
				throw new Error(`corpus/${key}.md: ${problems.map(({ message }) => message).join(' ')}`);
			return [key, records[0]];
		}),
	);
	const topics = parse(readFileSync('corpus/topics.yaml', 'utf8'));
	const drawn = readdirSync('corpus/diagrams').filter((name) => name.endsWith('.svg'));
	const diagrams = Object.fromEntries(drawn.map((name) => [name.slice(0, -4), readFileSync(join('corpus/diagrams', name), 'utf8')]));
	// A text is kept with two bytes for each letter where a single one is not of Latin-1.
	const names = escaped(readFileSync('corpus/names.tsv', 'utf8'), /[\u0100-\uffff]/g);
	writeFileSync('dist/corpus.json', escaped(JSON.stringify({ topics, records, names })));
	writeFileSync('dist/corpusTexts.json', JSON.stringify({ summaries, diagrams }));
}

/**
 * Fonts that the browser makes of another one that ships, bolder or slanted, or for which it has one of its own (typewriter): formulas that need
 * them are few, and two of them are as large as a language of the interface.
 */
const derivedFonts = 'Caligraphic-Bold Fraktur-Bold Main-BoldItalic Math-BoldItalic SansSerif-Bold SansSerif-Italic Typewriter-Regular'
	.split(' ')
	.map((name) => `KaTeX_${name}`);

/** KaTeX's style sheet and the fonts in the one form that VS Code's browsers read. */
function copyKatex() {
	mkdirSync('dist/katex/fonts', { recursive: true });
	const from = 'node_modules/katex/dist';
	const isShipped = (text) => !derivedFonts.some((name) => text.includes(`${name}.`));
	const css = readFileSync(join(from, 'katex.min.css'), 'utf8')
		// Only woff2 ships, so only woff2 is named: a name without a file would be a failed request.
		.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, '')
		.replace(/@font-face\{[^}]*\}/g, (face) => (isShipped(face) ? face : ''));
	writeFileSync('dist/katex/katex.min.css', css);
	for (const name of readdirSync(join(from, 'fonts')))
		if (name.endsWith('.woff2') && isShipped(name)) copyFileSync(join(from, 'fonts', name), join('dist/katex/fonts', name));
}

/**
 * citeproc-js as it was published, in a file of its own with its licence beside it: it is under CPAL-1.0, so it must not become part of
 * our bundles. It is loaded when the first reference is formatted.
 */
function copyCiteproc() {
	copyFileSync('node_modules/citeproc/citeproc_commonjs.js', 'dist/citeproc.js');
	const licence = readFileSync('node_modules/citeproc/LICENSE', 'utf8');
	const { version } = JSON.parse(readFileSync('node_modules/citeproc/package.json', 'utf8'));
	const notice = `dist/citeproc.js is citeproc-js (npm package citeproc, version ${version}), unchanged and in source form. Lectern uses it under the
Common Public Attribution License, version 1.0, whose text follows the notice of its author.\n\n`;
	writeFileSync('dist/citeproc.LICENSE.txt', `${notice}${licence.trimEnd()}\n\n\n${readFileSync('docs/licences/CPAL-1.0.txt', 'utf8')}`);
}

/** MathJax's licence beside its bundle (Apache-2.0 § 4). */
function copyMathjaxLicence() {
	copyFileSync('node_modules/@mathjax/src/LICENSE', 'dist/mathjax.LICENSE.txt');
}

/**
 * The bundles are CommonJS, which VS Code's oldest supported hosts require, in a package of ES modules. `build` is by which name the server's
 * compiled code is kept; without it none is. `version` is what the server answers when asked for it.
 */
function writePackage(build) {
	writeFileSync('dist/package.json', `${JSON.stringify({ type: 'commonjs', version: manifest.version, build })}\n`);
}

/**
 * Writes the letters that are not ASCII as escapes, which esbuild leaves in regular expressions: with a single one, V8 keeps two bytes for each
 * letter of the bundle.
 */
function withEscapes(path) {
	writeFileSync(path, escaped(readFileSync(path, 'utf8')));
}

/** A text with some letters as JavaScript and JSON write them, all but ASCII by default. */
const escaped = (text, letters = /[\u0080-\uffff]/g) =>
	text.replace(letters, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

if (isUnguarded) {
	const { buildWithoutGuards } = await import('./test/host/attacks/withoutGuards.mjs');
	await buildWithoutGuards(builds);
	process.exit();
}

// What was deleted from the sources must not go on being tested or shipped.
rmSync(tests ? 'dist-test' : 'dist', { recursive: true, force: true });
if (!tests) {
	mkdirSync('dist', { recursive: true });
	writePackage();
	await writeCorpus();
	copyKatex();
	copyCiteproc();
	copyMathjaxLicence();
}
if (watch) {
	for (const options of builds) await (await esbuild.context(options)).watch();
} else {
	const built = await Promise.all(builds.map((options) => esbuild.build(options)));
	if (!tests) {
		for (const program of ['cli.js', 'server.js']) chmodSync(join('dist', program), 0o755);
		if (production) for (const name of ['engine.js', 'languageServer.js']) withEscapes(join('dist', name));
		const hash = createHash('sha256');
		for (const name of ['engine.js', 'languageServer.js']) hash.update(readFileSync(join('dist', name)));
		writePackage(hash.digest('hex').slice(0, 16));
		const metafiles = [...built.map(({ metafile }) => metafile), layoutMetafile];
		writeFileSync('dist/ThirdPartyNotices.txt', noticesOf(packageFoldersIn(metafiles)));
		// What is in each bundle, for a look at sizes and for the test of the notices.
		writeFileSync(join('.tsbuild', 'metafiles.json'), JSON.stringify(metafiles));
	}
}

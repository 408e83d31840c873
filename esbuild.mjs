// Builds what ships into dist/, and with --tests the test bundles into dist-test/. --watch rebuilds on change.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const production = process.argv.includes('--production');

const shared = { bundle: true, sourcemap: production ? false : 'linked', minify: production, logLevel: 'warning', target: 'es2022' };
const node = { ...shared, platform: 'node', target: 'node20' };
const browser = { ...shared, platform: 'browser', mainFields: ['browser', 'module', 'main'], define: { global: 'globalThis' } };

/** Every *.test.ts below a folder becomes a bundle of its own, so that mocha reports by file. */
const testFiles = (folder) =>
	readdirSync(folder, { recursive: true })
		.filter((name) => String(name).endsWith('.test.ts'))
		.map((name) => join(folder, String(name)));

const builds = tests
	? [
			{
				...node,
				format: 'esm',
				entryPoints: [...testFiles('test/unit'), ...testFiles('test/server')],
				outdir: 'dist-test',
				outbase: 'test',
				outExtension: { '.js': '.mjs' },
				packages: 'external',
			},
		]
	: [
			{ ...node, format: 'cjs', entryPoints: { server: 'server/main.node.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { 'server.browser': 'server/main.browser.ts' }, outdir: 'dist' },
			{ ...node, format: 'cjs', external: ['vscode'], entryPoints: { client: 'client/extension.ts' }, outdir: 'dist' },
			{ ...browser, format: 'cjs', external: ['vscode'], entryPoints: { 'client.browser': 'client/extension.browser.ts' }, outdir: 'dist' },
			{ ...browser, format: 'iife', entryPoints: { reader: 'client/reader/page.ts' }, outdir: 'dist' },
		];

/** All summaries in one file, by key: the web cannot list an extension's folder. */
function writeCorpus() {
	const summaries = Object.fromEntries(
		readdirSync('corpus')
			.filter((name) => name.endsWith('.md') && name !== 'README.md')
			.map((name) => [name.slice(0, -3), readFileSync(join('corpus', name), 'utf8')]),
	);
	mkdirSync('dist', { recursive: true });
	writeFileSync('dist/corpus.json', JSON.stringify(summaries));
}

if (!tests) writeCorpus();
if (watch) {
	for (const options of builds) await (await esbuild.context(options)).watch();
} else {
	await Promise.all(builds.map((options) => esbuild.build(options)));
}

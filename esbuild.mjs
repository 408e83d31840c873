// Builds what ships into dist/, and with --tests the test bundles into dist-test/. --watch rebuilds on change.
import { readdirSync } from 'node:fs';
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
	: [{ ...node, format: 'cjs', entryPoints: { server: 'server/main.node.ts' }, outdir: 'dist' }];

if (watch) {
	for (const options of builds) await (await esbuild.context(options)).watch();
} else {
	await Promise.all(builds.map((options) => esbuild.build(options)));
}

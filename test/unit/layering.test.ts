import assert from 'node:assert/strict';
import { importProblems, importsOf, layers, readImports } from '../../scripts/checkImports.mjs';

/** The problems of files given as path → imports. */
const problemsOf = (files: Readonly<Record<string, readonly string[]>>): readonly string[] =>
	importProblems(new Map(Object.entries(files)));

suite('the direction of imports', () => {
	test('holds in the whole project', () => {
		assert.deepEqual(importProblems(readImports('.')), []);
	});

	test('forbids a layer to import from one above', () => {
		assert.deepEqual(
			problemsOf({ 'server/engine/library/merge.ts': ['server/engine/features/hover.ts'], 'server/engine/features/hover.ts': [] }),
			['server/engine/library/merge.ts imports server/engine/features/hover.ts: library may not import from features'],
		);
	});

	test('forbids a feature to import another, but not what a request carries', () => {
		assert.deepEqual(
			problemsOf({ 'server/engine/features/hover.ts': ['server/engine/features/rename.ts', 'server/engine/features/context.ts'] }),
			['server/engine/features/hover.ts imports server/engine/features/rename.ts: features do not import each other'],
		);
	});

	test('lets nothing outside the engine import past its public API', () => {
		assert.deepEqual(problemsOf({ 'server/lsp/hover.ts': ['server/engine/features/hover.ts', 'server/engine/index.ts'] }), [
			'server/lsp/hover.ts imports server/engine/features/hover.ts: outside the engine, import from engine/index.ts',
		]);
	});

	test('lets the client import the protocol and nothing else of the server', () => {
		assert.deepEqual(problemsOf({ 'client/status/status.ts': ['server/protocol/index.ts', 'server/lsp/server.ts'] }), [
			'client/status/status.ts imports server/lsp/server.ts: client may not import from lsp',
		]);
	});

	test('lets only the client import vscode and only a platform import Node', () => {
		assert.deepEqual(problemsOf({ 'server/lsp/hover.ts': ['vscode'], 'server/engine/base/span.ts': ['node:fs'] }), [
			'server/lsp/hover.ts imports vscode: only client may',
			'server/engine/base/span.ts imports node:fs: only Node, client in Node may',
		]);
	});

	test('forbids circles of any length', () => {
		assert.deepEqual(
			problemsOf({
				'server/engine/base/a.ts': ['server/engine/base/b.ts'],
				'server/engine/base/b.ts': ['server/engine/base/c.ts'],
				'server/engine/base/c.ts': ['server/engine/base/a.ts'],
			}),
			['these files import each other in a circle: server/engine/base/a.ts, server/engine/base/b.ts, server/engine/base/c.ts'],
		);
	});

	test('counts type imports, re-exports and dynamic imports', () => {
		const text = "import type { A } from './a.js';\nexport { b } from '../b.js';\nconst c = await import('./c.js');\nimport './d.js';\n";
		assert.deepEqual(importsOf('server/lsp/x.ts', text), ['server/lsp/a.ts', 'server/b.ts', 'server/lsp/c.ts', 'server/lsp/d.ts']);
	});

	test('has a layer for every file', () => {
		assert.deepEqual(problemsOf({ 'server/stray.ts': [] }), ['server/stray.ts belongs to no layer']);
		assert.equal(new Set(layers.map(({ name }) => name)).size, layers.length);
	});
});

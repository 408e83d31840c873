// What the packaged extension holds: the bundles and the corpus, and nothing that strayed in.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';

const allowed = [
	/^(LICENSE|README\.md|CHANGELOG\.md|package\.json|package\.nls(\.[a-z-]+)?\.json)$/,
	/^dist\/citeproc\.(js|LICENSE\.txt)$/,
	/^dist\/mathjax\.LICENSE\.txt$/,
	/^dist\/ThirdPartyNotices\.txt$/,
	/^dist\/(cli|client|client\.browser|compare|engine|enter|languageClient|languageServer|map|mathjax|pdf|reader|references|references\.browser|server|server\.browser|status)\.js$/,
	/^dist\/(corpus|corpusTexts|package)\.json$/,
	/^dist\/katex\/(katex\.min\.css|fonts\/KaTeX_[\w-]+\.woff2)$/,
	/^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
	/^media\/csl\/([a-z-]+\.csl|locales-[a-z]{2}-[A-Z]{2}\.xml|LICENSE\.md)$/,
	/^media\/(walkthrough\/)?[\w-]+\.(css|svg)$/,
	/^media\/icon\.png$/,
];

suite('the package', function () {
	this.timeout(60_000);
	const files = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], { encoding: 'utf8' })
		.trim()
		.split('\n');

	test('holds no stray file', () => {
		assert.deepEqual(
			files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
			[],
		);
	});

	test('holds what every host loads', () => {
		for (const file of [
			'dist/client.js',
			'dist/languageClient.js',
			'dist/engine.js',
			'dist/server.js',
			'dist/languageServer.js',
			'dist/client.browser.js',
			'dist/server.browser.js',
			'dist/compare.js',
			'dist/reader.js',
			'dist/enter.js',
			'dist/status.js',
			'dist/corpus.json',
			'dist/corpusTexts.json',
			'dist/katex/katex.min.css',
			'dist/citeproc.js',
			'dist/references.js',
			'dist/references.browser.js',
			'dist/mathjax.js',
			'dist/mathjax.LICENSE.txt',
			'dist/citeproc.LICENSE.txt',
			'dist/ThirdPartyNotices.txt',
			'media/csl/apa.csl',
			'media/csl/chicago-author-date.csl',
			'media/csl/ieee.csl',
			'media/csl/nature.csl',
			'media/csl/vancouver.csl',
			'media/csl/locales-en-US.xml',
			'media/csl/LICENSE.md',
		])
			assert.ok(files.includes(file), file);
	});

	test('is packed smaller than by usual means, and whole', async () => {
		const entries = await new ZipReader(new Uint8ArrayReader(readFileSync('lectern.vsix'))).getEntries();
		const packed = new Map(entries.map((entry) => [entry.filename, entry]));
		let usual = 0;
		for (const file of files.filter((each) => /^(?:dist|media)\//.test(each))) {
			const content = readFileSync(file);
			const entry = packed.get(`extension/${file}`);
			assert.ok(entry, file);
			assert.ok(content.equals(await entry.getData(new Uint8ArrayWriter(), { checkSignature: true })), file);
			usual += deflateRawSync(content, { level: 9 }).length;
		}
		const size = statSync('lectern.vsix').size;
		assert.ok(size < usual, `${size} of ${usual} bytes`);
	});

	test('names every package that is in a bundle, with the text of its licence', () => {
		const notices = readFileSync('dist/ThirdPartyNotices.txt', 'utf8').split(/\n-{80}\n/);
		const inputs = JSON.parse(readFileSync('.tsbuild/metafiles.json', 'utf8')).flatMap(({ outputs }) =>
			Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
		);
		const packages = new Set(inputs.map((file) => /.*node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(file)?.[1]).filter(Boolean));
		for (const name of ['katex', 'markdown-it', 'highlight.js', 'yaml', 'd3-force', 'vscode-languageclient'])
			assert.ok(packages.has(name), `${name} is in no bundle`);
		for (const name of packages) {
			const notice = notices.find((text) => text.trim().startsWith(`${name} `));
			assert.ok(notice, `no notice of ${name}`);
			assert.match(notice, /Permission|Redistribution|text of this licence|Apache License|licence/i);
			assert.ok(notice.length > 100, notice);
		}
	});

	test('does not make VS Code load the language client, or copy its own API, while it starts the extension', () => {
		const client = readFileSync('dist/client.js', 'utf8');
		// The language client would more than double it.
		assert.ok(client.length < 250_000, `${client.length}`);
		assert.equal(client.split('require("vscode")').length, 2);
	});

	test('is small', () => {
		assert.ok(statSync('lectern.vsix').size < 2.5 * 2 ** 20);
	});
});

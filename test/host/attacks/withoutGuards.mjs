// Builds an extension without Lectern's guards: no text is escaped, no message validated, no page has a policy. The tests of attacks show with it that
// each attack does harm where nothing stops it. Its guards are taken away one behind the other, since any of them alone would stop most attacks.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const unguardedFolder = 'dist-unguarded';

/** The extension without guards, packaged. */
export const unguardedPackage = path.join(unguardedFolder, 'lectern-unguarded.vsix');

const engine = 'test/unit/engine/render/unguarded.ts';

/** Guards that are files of their own, and what replaces each. */
const files = {
	'server/engine/render/escape.ts': engine,
	'server/engine/render/guards.ts': engine,
	'server/engine/render/links.ts': engine,
	'client/reader/policy.ts': 'test/host/attacks/unguardedPolicy.ts',
};

/** Guards within other code: a text of a file, and what is there instead. A text that is not found fails the build, so none is forgotten when code changes. */
const texts = [
	['client/cite/addPaperFromPdf.ts', '&& /\\.pdf$/i.test(line)', ''],
	['client/connection/clientOptions.ts', 'isTrusted: { enabledCommands: cardCommands }', 'isTrusted: true'],
	['client/map/page/drawing/svg.ts', '/[&<>]/g, (letter)', '/(?!)/g, (letter)'],
	[
		'client/papers/paperArgument.ts',
		'value.length > 0 &&\n\tvalue.length < 500 &&\n\tvalue.trim() === value &&\n\t!/[\\p{C}\\p{Zl}\\p{Zp}"`<>{}\\\\]/u.test(value)',
		'value.length > 0',
	],
	['client/preview/citations.ts', 'const { escapeHtml } = markdown.utils;', 'const escapeHtml = (text: string) => text;'],
	['client/preview/citations.ts', 'markdown.set({ html: false })', 'markdown.set({ html: true })'],
	['client/reader/export.ts', '/[&<>]/g, (letter)', '/(?!)/g, (letter)'],
	['client/reader/figures.ts', 'if (!vscode.workspace.getWorkspaceFolder(file)) return image;', ''],
	['client/reader/missing.ts', 'escapeAttribute(message)', 'message'],
	['client/webview/panel/page.ts', 'escapeAttribute(title)', 'title'],
	['client/webview/panel/page.ts', 'escapeAttribute(value)', "(name === 'key' ? value : escapeAttribute(value))"],
	['client/reader/panel.ts', 'if (!this.#shown?.html.includes(', 'if ((false as boolean) && !this.#shown?.html.includes('],
	['client/status/panel.ts', 'message.revision === this.#revision', 'true'],
	['server/engine/render/picture.ts', 'if (em < smallestEm) return undefined;', ''],
	['server/engine/render/picture.ts', 'if (height > highest) return undefined;', ''],
	['client/webview/page/host.ts', 'source !== null && isAround(source as Window)', 'true'],
	['client/webview/panel/html.ts', 'enableScripts: true,', 'enableScripts: true,\n\t\tenableCommandUris: true,'],
	['client/webview/panel/html.ts', '...folders],', "vscode.Uri.file('/'), ...folders],"],
	[
		'client/webview/panel/readMessage.ts',
		'const { success, output, issues } = v.safeParse(schema, message);',
		'if (true as boolean) return message as never;\n\tconst { success, output, issues } = v.safeParse(schema, message);',
	],
];

/** Whoever sets a text on a page sets HTML, scripts included, instead. */
const careless = readFileSync(path.resolve('test/host/attacks/unguardedPage.js'), 'utf8');

/** Bundles in which there are guards, and those of them that run in a page. */
const pages = ['compare', 'enter', 'map', 'reader', 'status'];
const guarded = ['client', 'engine', ...pages];

/** Builds it into `dist-unguarded/`, packaged, from esbuild's options for what ships; the rest is copied from dist/. */
export async function buildWithoutGuards(builds) {
	rmSync(unguardedFolder, { recursive: true, force: true });
	mkdirSync(unguardedFolder);
	for (const name of ['.vscodeignore', 'LICENSE', 'dist', 'l10n', 'media', 'package.json', 'package.nls.json'])
		cpSync(name, path.join(unguardedFolder, name), { recursive: true, filter: (file) => !file.endsWith('.map') });
	// Without a name for it the server keeps no compiled code.
	writeFileSync(path.join(unguardedFolder, 'dist', 'package.json'), '{"type":"commonjs"}');
	const found = new Set();
	const withoutGuards = {
		name: 'without-guards',
		setup: (build) => build.onLoad({ filter: /\.ts$/ }, (file) => loadWithoutGuards(file, found)),
	};
	for (const options of builds) {
		const [name] = Object.keys(options.entryPoints);
		if (!guarded.includes(name)) continue;
		await esbuild.build({
			...options,
			minify: false,
			sourcemap: false,
			outdir: path.join(unguardedFolder, 'dist'),
			plugins: [...(options.plugins ?? []), withoutGuards],
			...(pages.includes(name) ? { banner: { js: careless } } : {}),
		});
	}
	const missing = [...Object.keys(files), ...texts.map(([file, text]) => `${file}: ${text}`)].filter((each) => !found.has(each));
	if (missing.length > 0) throw new Error(`There are no such guards any more:\n${missing.join('\n')}`);
	const packing = ['package', '--no-dependencies', '--allow-missing-repository', '-o', path.basename(unguardedPackage)];
	execFileSync(process.execPath, [path.resolve('node_modules/@vscode/vsce/vsce'), ...packing], { cwd: unguardedFolder, stdio: 'pipe' });
}

function loadWithoutGuards({ path: file }, found) {
	const name = path.relative('.', file).split(path.sep).join('/');
	const other = files[name];
	if (other !== undefined) {
		found.add(name);
		return { contents: readFileSync(other, 'utf8'), loader: 'ts' };
	}
	const own = texts.filter(([each]) => each === name);
	if (own.length === 0) return undefined;
	let contents = readFileSync(file, 'utf8');
	for (const [, text, instead] of own) {
		if (!contents.includes(text)) continue;
		found.add(`${name}: ${text}`);
		contents = contents.replaceAll(text, () => instead);
	}
	return { contents, loader: 'ts' };
}

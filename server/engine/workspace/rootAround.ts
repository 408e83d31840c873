import type { FileSystem } from '../base/files.js';
import { folderOf } from '../documents/project/paths.js';
import { isBroad } from './projectFolder.js';

/** How many folders are looked at for the root of a document, its own first. */
const farthest = 4;
/** How many files of a folder are read for it, and how large they may be in bytes. */
const mostFiles = 40;
const largest = 500_000;

/** Where a document that nothing marks as a project's is put together. */
export interface RootAround {
	/** The farthest folder with something that holds for the document. */
	readonly folder: string;
	/** The files that include the document, or one of these, in the order of the folders. */
	readonly files: readonly string[];
}

/**
 * The files in the folders just above a document that include it, as `\input{ch/one}` or `#include "ch/one.typ"` of a root does, and the farthest of
 * their folders; for reStructuredText and MyST that of Sphinx's `conf.py` or a Jupyter Book's `_config.yml`; for R
 * Markdown that of a bookdown book, with its first chapter. Nothing where there is neither. No broad folder is looked at.
 */
export async function rootAround(files: FileSystem, uri: string): Promise<RootAround | undefined> {
	const ending = /\.(?:tex|typ|org)$/i.exec(uri)?.[0];
	const isSphinx = /\.(?:rst|md|ipynb)$/i.test(uri);
	const isBook = /\.(?:r?md)$/i.test(uri);
	if (ending === undefined && !isSphinx && !isBook) return undefined;
	const found: string[] = [];
	let outermost: string | undefined;
	let folder = folderOf(uri);
	for (let count = 0; count < farthest && !isBroad(files, folder); count++, folder = folderOf(folder)) {
		// A folder that cannot be read says nothing; those around it may.
		const entries = await files.readFolder(folder).catch(() => []);
		const has = (wanted: RegExp): string | undefined =>
			entries.find(({ name, isFolder, isBroken }) => wanted.test(name) && !isFolder && !isBroken)?.name;
		if (isSphinx && has(/^conf\.py$/)) return { folder, files: [] };
		if (isSphinx && has(/^_config\.yml$/) && (await textOf(files, `${folder}/_config.yml`)).includes('bibtex_bibfiles'))
			return { folder, files: [] };
		const first = isBook ? has(/^index\.Rmd$/i) : undefined;
		if (first !== undefined && has(/^_bookdown\.ya?ml$/)) return { folder, files: [`${folder}/${first}`] };
		const candidates = entries.filter(({ name, isFolder }) => ending !== undefined && !isFolder && name.endsWith(ending));
		for (const { name } of candidates.slice(0, mostFiles)) {
			const candidate = `${folder}/${encodeURIComponent(name)}`;
			if (candidate === uri || found.includes(candidate)) continue;
			const text = await textOf(files, candidate);
			if (![uri, ...found].some((part) => mentions(text, part))) continue;
			found.push(candidate);
			outermost = folder;
		}
	}
	return outermost === undefined ? undefined : { folder: outermost, files: found };
}

/** A file's text; none where it cannot be read or is larger than any that includes others. */
async function textOf(files: FileSystem, uri: string): Promise<string> {
	try {
		const stat = await files.stat(uri);
		return stat === undefined || stat.size > largest ? '' : new TextDecoder().decode(await files.read(uri, stat));
	} catch {
		// Such a file includes nothing as far as can be known.
		return '';
	}
}

/** Whether a text has a file's name as the end of a path in braces or quotes. What it really includes is found out when it is read. */
function mentions(text: string, uri: string): boolean {
	const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
	// Org names it without quotation marks, or with a part of it behind colons.
	if (name.endsWith('.org')) return [`/${name}`, ` ${name}`, `"${name}`].some((written) => text.includes(written));
	const stem = name.slice(0, name.lastIndexOf('.'));
	return ['{', '/', '"'].some((before) => [`${stem}}`, `${name}}`, `${name}"`].some((end) => text.includes(before + end)));
}

import { frontMatterOf } from '../library/formats/summary.js';
import type { Document } from './document.js';
import { containing, isInside } from './markup/scan.js';

/** Languages in which code may write a bibliography when the document is built. */
const withCode: ReadonlySet<string> = new Set(['latex', 'tex', 'rmd', 'quarto', 'markdown']);

const writesBibliographies = containing(/(?:write_bib|pkg_bib|r_refs)\(/g, 10);

/**
 * Returns which bibliographies a document's own code writes, asked by the name of the file and whether there is one: `made` where a function for that
 * names it, such as `write_bib(…, "packages.bib")` (knitr) and `r_refs("r.bib")` (papaja), also in another chapter, where the file has the name that bookdown's and
 * rticles' templates give it; `written` where there is none yet and a call that writes names it. Nothing for languages without code.
 */
export function kindsByCode(document: Document): ((name: string, isThere: boolean) => 'made' | 'written' | undefined) | undefined {
	if (!withCode.has(document.languageId)) return undefined;
	const calls = writesBibliographies(document.text) ? document.text.split(/\b(?:write_bib|pkg_bib|r_refs)\(/).slice(1) : [];
	const made = new Set(
		calls.flatMap((call) => {
			const texts = Array.from(call.slice(0, 500).matchAll(/["']([^"'\n]{1,200})["']/g), ([, text = '']) => text.split('/').at(-1)!);
			return texts.find((text) => text.endsWith('.bib')) ?? texts[0] ?? [];
		}),
	);
	const isR = document.languageId === 'rmd' || document.languageId === 'quarto' || /\.(?:[rs]nw|(?:knit|utf8)\.md)$/i.test(document.uri);
	let quoted: ReadonlySet<string> | undefined;
	/** Whether code may write a file of a name. Of hundreds of names in a text, each is not looked for again. */
	const mayWrite = (name: string): boolean => {
		quoted ??= namesInQuotes(document.text);
		return name === 'grateful-refs.bib' || quoted.has(name);
	};
	return (name, isThere) => {
		if (made.has(name) || made.has(name.replace(/\.bib$/, '')) || (isR && name === 'packages.bib')) return 'made';
		return !isThere && mayWrite(name) && isWrittenByCode(document, name) ? 'written' : undefined;
	};
}

/** The names of files in quotation marks in a text, behind its front matter. */
const namesInQuotes = (text: string): ReadonlySet<string> =>
	new Set(
		Array.from(text.slice(frontMatterOf(text)?.end ?? 0).matchAll(/["']([^"'\n]+)(?=["'])/g), ([, path]) =>
			path!.slice(path!.lastIndexOf('/') + 1),
		),
	);

/** What a call has that writes a file, before the file's name or behind it. */
const writing = /(?:write|save|export|dump|sink|cat|download|fetch|copy)\w{0,20}[ \t]{0,4}\(/i;
const opened = /^["'][ \t]*,[ \t]*(?:mode[ \t]*=[ \t]*)?["'][wax]/;

/** Whether code in a Markdown document writes a file of some name: the name is in quotation marks there, in a call that writes. */
function isWrittenByCode({ text, prose }: Document, name: string): boolean {
	if (name === 'grateful-refs.bib') return text.includes('cite_packages(');
	for (let at = text.indexOf(name, frontMatterOf(text)?.end ?? 0); at >= 0; at = text.indexOf(name, at + 1)) {
		const behind = text.slice(at + name.length, at + name.length + 40);
		const before = text
			.slice(Math.max(0, at - 300), at)
			.split(/\n[ \t]*\n|`{3}/)
			.at(-1)!;
		if (!/^["']/.test(behind) || !/["'](?:[^"'\n]*\/)?$/.test(before) || isInside(prose, at)) continue;
		if (writing.test(before) || opened.test(behind)) return true;
	}
	return false;
}

import { frontMatterOf } from '../../library/formats/summary.js';
import { laterMetadata } from './markdownFrontMatter.js';
import type { NamedFile } from './markup.js';
import { memoizeByLine } from './rereading.js';
import { memoize } from './scan.js';
import { type YamlFiles, yamlFiles, yamlFilesOfEach } from './yamlFiles.js';

/** The argument of MyST's bibliography directive (sphinxcontrib-bibtex, "The bibliography directive"). */
const directive = /^[ \t]*(?:`{3,}|:{3,})\{bibliography\}[ \t]+(\S[^\n]*)/gm;

/**
 * The bibliographies of the front matter's `bibliography`, which is a path, a list or a mapping of such (Pandoc manual,
 * "Specifying bibliographic data"; Quarto guide, "Citations"), and of MyST's bibliography directives.
 */
export function bibliographies(text: string): readonly NamedFile[] {
	return [...(frontMatterFiles(text)?.files ?? []), ...directives(text)];
}

/** The bibliographies of MyST's bibliography directives. */
export const directives = memoizeByLine((text): readonly NamedFile[] => {
	const found: NamedFile[] = [];
	for (const { 0: all, 1: argument = '', index } of text.matchAll(directive))
		for (const { 0: path, index: at } of argument.matchAll(/\S+/g)) {
			const start = index + all.length - argument.length + at;
			found.push({ path, span: { start, end: start + path.length } });
		}
	return found;
});

/** Returns what the `bibliography` of the document's metadata names, `undefined` if there is none. A later block takes the place of an earlier one. */
export function frontMatterFiles(text: string): YamlFiles | undefined {
	const first = frontMatterOf(text)?.yaml;
	const blocks = [...(first ? [first] : []), ...laterMetadata(text).map(({ yaml }) => yaml)];
	const named = blocks.map(({ start, end }) => metadataFiles(text.slice(start, end), start));
	return named.filter(({ files }) => files.length > 0).at(-1);
}

/** What metadata names: `bibliography`, and those of formats (Quarto guide, "HTML Options"), of which any may be the one that is made. */
export function metadataFiles(yaml: string, offset = 0): YamlFiles {
	const { files, isList } = namedByMetadata(yaml);
	return { files: files.map((file) => ({ ...file, span: { start: file.span.start + offset, end: file.span.end + offset } })), isList };
}

const namedByMetadata = memoize((yaml): YamlFiles => {
	if (!yaml.includes('bibliography')) return { files: [], isList: false };
	const named = yamlFiles(yaml, ['bibliography']);
	const ofFormats = /^format[ \t]*:/m.test(yaml) ? yamlFilesOfEach(yaml, 'format', 'bibliography') : [];
	return { files: [...(named?.files ?? []), ...ofFormats], isList: ofFormats.length > 0 || (named?.isList ?? false) };
});

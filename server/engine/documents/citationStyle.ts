import { isMap, isScalar } from 'yaml';
import { wellFormed } from '../base/uri.js';
import { parseYaml } from '../base/yaml.js';
import { frontMatterOf } from '../library/formats/summary.js';
import type { Document } from './document.js';
import { metadataAround } from './project/metadataAround.js';
import { folderOf, foldersAbove, resolve } from './project/paths.js';
import { noProject, type ProjectView } from './project/projectView.js';
import { projectFilesOf, quartoProject } from './project/rules.js';

/** A style as a document or its project names it. */
export interface NamedStyle {
	/** The style's file, as written in YAML `csl:`. */
	readonly path: string;
	/** The URI of the file that names it. */
	readonly by: string;
}

/** How a document's references are to be printed. */
export interface CitationStyle {
	/** Left out where neither the document nor its project names one. */
	readonly style?: NamedStyle;
	/** The document's language, as written in YAML `lang:`. */
	readonly language?: string;
}

/**
 * `csl` and `lang` of a document's front matter (Pandoc manual, "Specifying a citation style", "Language variables"), or else those of the
 * metadata around it: of its Quarto project, its bookdown book, or pandoc's defaults file.
 */
export function citationStyleOf({ uri, languageId, head }: Document, project: ProjectView = noProject): CitationStyle {
	const notebook = project.notebookOf?.(uri);
	const first = notebook ? (notebook.cells[0]?.text ?? '') : head;
	const own = frontMatterOf(first)?.yaml;
	const by = notebook?.uri ?? uri;
	const texts = [
		...(own ? [{ uri: by, yaml: first.slice(own.start, own.end), isDefaults: false }] : []),
		...metadataAround(by, notebook ? 'ipynb' : languageId, project),
	];
	let style: NamedStyle | undefined;
	let language: string | undefined;
	for (const { uri: file, yaml, isDefaults } of texts) {
		const said = fieldsIn(yaml, isDefaults);
		if (style === undefined && said.style !== undefined) style = { path: said.style, by: file };
		language ??= said.language;
	}
	return { ...(style && { style }), ...(language !== undefined && { language }) };
}

/**
 * The URIs where a style may be, in order: beside the file that names it, beside the document, in a folder above (pandoc takes paths from the folder
 * that it is run in), or in a folder of pandoc's for the user's styles (Pandoc manual, `--csl`). In a Quarto project a path with a slash first is from
 * the project's folder.
 */
export function placesOfStyle(
	{ path: written, by }: NamedStyle,
	{ uri }: Pick<Document, 'uri'>,
	project: ProjectView,
	userFolders: readonly string[],
): readonly string[] {
	const path = wellFormed(written)
		.replace(/\\/g, '/')
		.replace(/^\$\{\.\}\//, '');
	const names = /\.csl$/i.test(path) ? [path] : [path, `${path}.csl`];
	const inFolders = (folders: readonly string[], paths = names) => folders.flatMap((folder) => paths.map((each) => resolve(folder, each)));
	if (/^[a-z]:\//i.test(path))
		return inFolders(
			[folderOf(by)],
			names.map((name) => `/${name}`),
		);
	if (path.startsWith('/')) {
		const roots = projectFilesOf(quartoProject, uri, project).map(folderOf);
		return [
			...inFolders(
				roots,
				names.map((name) => name.slice(1)),
			),
			...inFolders([folderOf(by)]),
		];
	}
	if (path.startsWith('~/'))
		return project.home === undefined
			? []
			: inFolders(
					[project.home],
					names.map((name) => name.slice(2)),
				);
	const folders = [folderOf(by), folderOf(uri), ...foldersAbove(uri, project.folders), ...(path.includes('..') ? [] : userFolders)];
	return inFolders([...new Set(folders)]);
}

interface Fields {
	readonly style: string | undefined;
	readonly language: string | undefined;
}

const nothing: Fields = { style: undefined, language: undefined };

/** What a YAML text says; for several formats (Quarto guide, "HTML Options") the first that names a style. */
function fieldsIn(yaml: string, isDefaults: boolean): Fields {
	if (!/^[ \t]*["']?(?:csl|lang|citation-style)["']?[ \t]*:/m.test(yaml)) return nothing;
	const { contents } = parseYaml(yaml, { schema: 'failsafe', logLevel: 'silent' });
	const at = (...path: readonly string[]): string | undefined => {
		let node: unknown = contents;
		for (const name of path) node = isMap(node) ? node.get(name, true) : undefined;
		return isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '' ? node.value.trim() : undefined;
	};
	if (isDefaults)
		return {
			style: at('csl') ?? at('metadata', 'csl') ?? at('metadata', 'citation-style'),
			language: at('metadata', 'lang') ?? at('variables', 'lang'),
		};
	const formats: unknown = isMap(contents) ? contents.get('format', true) : undefined;
	const names = isMap(formats) ? formats.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
	const inFormats = (field: string) => names.map((name) => at('format', name, field)).find((value) => value !== undefined);
	return { style: at('csl') ?? at('citation-style') ?? inFormats('csl'), language: at('lang') ?? inFormats('lang') };
}

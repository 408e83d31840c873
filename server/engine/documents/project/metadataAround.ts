import { frontMatterOf } from '../../library/formats/summary.js';
import { namedByBook, namedByMetadataFiles, namedByProfiles } from './metadataFiles.js';
import { folderOf } from './paths.js';
import type { ProjectView } from './projectView.js';
import { type ProjectRule, pandocDefaults, projectFilesOf, quartoFolder, quartoProject } from './rules.js';

/** A YAML text that holds metadata of a document, and the file it is in. */
export interface MetadataText {
	readonly uri: string;
	readonly yaml: string;
	/** Whether it is a defaults file of pandoc, which has metadata in a field of its own. */
	readonly isDefaults: boolean;
}

/** Which tools' files hold for the documents of a language. */
const toolsOf: Readonly<Record<string, readonly ('Quarto' | 'bookdown' | 'pandoc')[] | undefined>> = {
	markdown: ['Quarto', 'bookdown', 'pandoc'],
	quarto: ['Quarto'],
	rmd: ['Quarto', 'bookdown', 'pandoc'],
	ipynb: ['Quarto', 'pandoc'],
	org: ['pandoc'],
	rst: ['pandoc'],
	restructuredtext: ['pandoc'],
};

/**
 * The metadata around a document, besides its own, in the order in which a field counts: that of its folder and the folders above in a Quarto project, with the
 * files that each includes, that of the project's profiles and of the project (Quarto guide, "Project Basics"); the first chapter's of a bookdown
 * book; the nearest defaults file of pandoc's.
 */
export function metadataAround(uri: string, languageId: string, project: ProjectView): readonly MetadataText[] {
	const tools = toolsOf[languageId] ?? [];
	const found: MetadataText[] = [];
	const add = (file: string, isDefaults = false): void => {
		const yaml = project.textOf(file);
		if (yaml === undefined) return;
		found.push({ uri: file, yaml, isDefaults });
		for (const included of namedByMetadataFiles(file, yaml, project))
			found.push({ uri: included.uri, yaml: project.textOf(included.uri)!, isDefaults });
	};
	const nearest = (rule: ProjectRule) => projectFilesOf(rule, uri, project)[0];
	const quarto = tools.includes('Quarto') ? nearest(quartoProject) : undefined;
	if (quarto !== undefined) {
		for (const file of projectFilesOf(quartoFolder, uri, project)) if (file.startsWith(`${folderOf(quarto)}/`)) add(file);
		for (const profile of namedByProfiles(quarto, project)) add(profile.uri);
		add(quarto);
	}
	const book = tools.includes('bookdown') ? namedByBook(uri, project)?.uri : undefined;
	const chapter = book === undefined ? undefined : project.textOf(book);
	const head = chapter === undefined ? undefined : frontMatterOf(chapter)?.yaml;
	if (book !== undefined && head) found.push({ uri: book, yaml: chapter!.slice(head.start, head.end), isDefaults: false });
	const defaults = tools.includes('pandoc') ? nearest(pandocDefaults) : undefined;
	if (defaults !== undefined) add(defaults, true);
	return found;
}

/** Language ids by the endings of files' names, for notes that no editor has opened. */
const byExtension: Readonly<Record<string, string>> = {
	'.md': 'markdown',
	'.markdown': 'markdown',
	'.qmd': 'quarto',
	'.rmd': 'rmd',
	'.tex': 'latex',
	'.typ': 'typst',
	'.org': 'org',
	'.rst': 'restructuredtext',
};

/** The endings of notes' names, with the dot, lower case. */
export const noteExtensions: readonly string[] = Object.keys(byExtension);

/** The language id of a file by its name's ending; nothing for files that are no notes. */
export function languageOfFile(uri: string): string | undefined {
	const ending = /\.[a-z]+$/.exec(uri.toLowerCase())?.[0];
	return ending === undefined ? undefined : byExtension[ending];
}

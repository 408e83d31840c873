import { URI } from 'vscode-uri';
import { folderOf, pathFrom } from '../documents/project/paths.js';
import { fieldInsertion, styleOfEntry, type TextChange } from '../library/formats/bibtex/editing.js';
import type { BibtexEntry } from '../library/formats/bibtex/entry.js';
import { attachedFiles } from '../library/formats/bibtex/files.js';
import { scanBibtex } from '../library/formats/bibtex/scan.js';
import { lineOf } from '../library/formats/bibtex/write.js';

/** Where a file is, and from where its path is written. */
export interface LinkedFile {
	/** Of the PDF. */
	readonly uri: string;
	/** Of the bibliography that names it. */
	readonly bibliography: string;
	/** Folders from which paths are read as well (`lectern.pdf.folders`), as URIs. */
	readonly folders: readonly string[];
}

/**
 * The change that names a file in the entry with a key, in its field `file` as JabRef writes it (`:papers/lang.pdf:PDF`). None where the entry
 * names the file, where the field is put together of several values, or where its path has braces that would end the value; nothing where
 * there is no such entry.
 */
export function linkFile(text: string, key: string, file: LinkedFile): TextChange | 'linked' | 'impossible' | undefined {
	const entry = scanBibtex(text).entries.find((each) => each.kind === 'entry' && each.closed && each.key === key);
	return entry && linkIn(text, entry, file);
}

function linkIn(text: string, entry: BibtexEntry, file: LinkedFile): TextChange | 'linked' | 'impossible' {
	const path = pathOf(file);
	if (/[{}\\"\n\r]/.test(path.replace(/\\(?=[:;])/g, ''))) return 'impossible';
	const value = `:${path}:PDF`;
	const field = entry.fields.find(({ name }) => name.toLowerCase() === 'file');
	if (!field) {
		const style = styleOfEntry(text, entry);
		return fieldInsertion(text, entry, style, [lineOf(style, 'file', value)]);
	}
	const written = text.slice(field.valueStart, field.valueEnd);
	const [, inner] = /^[{"]([\s\S]*)[}"]$/.exec(written) ?? [];
	if (inner === undefined) return 'impossible';
	if (attachedFiles(inner).some((each) => escaped(each.path) === path)) return 'linked';
	const at = field.valueEnd - 1;
	return { span: { start: at, end: at }, text: inner.trim() === '' ? value : `;${value}` };
}

/** The path to be written: from the bibliography's folder or one of the setting's where the file is below it, else absolute. */
function pathOf({ uri, bibliography, folders }: LinkedFile): string {
	for (const folder of [folderOf(bibliography), ...folders]) {
		const path = pathFrom(folder, uri);
		if (URI.parse(folder).scheme === URI.parse(uri).scheme && !path.startsWith('../')) return escaped(path);
	}
	return escaped(URI.parse(uri).fsPath.replaceAll('\\', '/'));
}

const escaped = (path: string): string => path.replace(/[:;]/g, '\\$&');

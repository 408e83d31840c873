/** A file that an entry names. */
export interface AttachedFile {
	/** As written: absolute, or relative to a folder the program knows. */
	readonly path: string;
	readonly title?: string;
	/** `PDF`, `application/pdf` … as written. */
	readonly type?: string;
}

/**
 * The files of a `file` field as it is in the entry (`fields.file`): `title:path:type` joined by `;` with `\` before a `:`,
 * `;` or `\` that is part of them (JabRef; Zotero and Better BibTeX write the same), `:path:type` (Mendeley), or paths alone.
 */
export function attachedFiles(value: string): readonly AttachedFile[] {
	return split(withoutLatex(value), ';').flatMap((item): AttachedFile[] => {
		const parts = split(item, ':').map((part) => part.trim());
		if (parts.length < 3) return item.trim() === '' ? [] : [{ path: unescaped(item.trim()) }];
		// An unescaped drive letter's colon (`:C:\papers\x.pdf:pdf`) or one in an address divides too much.
		const [title = '', ...rest] = parts;
		const type = rest.pop() ?? '';
		const path = unescaped(rest.join(':'));
		return [{ path, ...(title && { title: unescaped(title) }), ...(type && { type }) }];
	});
}

/** Mendeley writes paths as LaTeX: `C$\backslash$:/a{\_}b.pdf`. Its backslash before a colon is JabRef's. */
const withoutLatex = (value: string): string =>
	value
		.replace(/\{?\$\\backslash\$\}?/g, '\\')
		.replace(/\{\\([_&%#$])\}/g, '$1')
		.replace(/(?<!\\)\\([_&%#$])/g, '$1');

function split(text: string, separator: string): string[] {
	const parts: string[] = [];
	let start = 0;
	for (let p = 0; p < text.length; p++) {
		if (text[p] === '\\' && (text[p + 1] === separator || text[p + 1] === '\\')) p++;
		else if (text[p] === separator) {
			parts.push(text.slice(start, p));
			start = p + 1;
		}
	}
	parts.push(text.slice(start));
	return parts;
}

const unescaped = (text: string): string => text.replace(/\\([:;\\])/g, '$1');

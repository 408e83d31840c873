import type { PdfLine, PdfReading } from '../../../engine/index.js';
import { PdfFile } from './file.js';
import { type Dictionary, latin1, PdfError, Stream, type Value } from './objects.js';
import { linesOf } from './pageText.js';

/** So many pages are read: what comes before a paper is one page. */
const pagesRead = 2;

/** Reads the beginning of a PDF. Throws a `PdfError` where it cannot be read; what is damaged behind its beginning does not matter. */
export function readPdf(bytes: Uint8Array): PdfReading {
	const file = new PdfFile(bytes);
	const pages: (readonly PdfLine[])[] = [];
	for (const page of firstPages(file)) {
		try {
			pages.push(linesOf(file, page));
		} catch (error) {
			if (!(error instanceof PdfError) || pages.length === 0) throw error;
		}
		if (pages.length === pagesRead) break;
	}
	return { pages, notes: notesOf(file) };
}

const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;

/** The pages in order, each with what it inherits (ISO 32000-1, 7.7.3). */
function* firstPages(file: PdfFile): Generator<Dictionary> {
	const seen = new Set<Dictionary>();
	function* below(value: Value, above: Dictionary, depth: number): Generator<Dictionary> {
		const node = file.dictionary(value);
		// A page that contains itself has been seen.
		if (node.size === 0 || seen.has(node) || depth > 50 || seen.size > 100_000) return;
		seen.add(node);
		const own = new Map(node);
		for (const name of inherited) if (!own.has(name) && above.has(name)) own.set(name, above.get(name));
		if (!node.has('Kids')) yield own;
		else for (const kid of file.list(node.get('Kids'))) yield* below(kid, own, depth + 1);
	}
	yield* below(file.catalog.get('Pages'), new Map(), 0);
}

/** Texts in which programs and publishers say what the file is: its information, and its metadata as they are written. */
function notesOf(file: PdfFile): readonly string[] {
	const notes = [...file.information.values()].flatMap((value) => {
		const text = file.get(value);
		return typeof text === 'string' ? [decoded(text)] : [];
	});
	const metadata = file.get(file.catalog.get('Metadata'));
	if (metadata instanceof Stream) notes.push(Buffer.from(latin1(file.unpack(metadata).subarray(0, 200_000)), 'latin1').toString('utf8'));
	return notes.slice(0, 50).map((note) => note.slice(0, 200_000));
}

/** A text of the file's information: UTF-16 with its mark, or bytes (7.9.2). */
function decoded(text: string): string {
	if (!text.startsWith('\xfe\xff')) return text;
	return Array.from({ length: (text.length - 2) >> 1 }, (_, i) =>
		String.fromCharCode(text.charCodeAt(2 * i + 2) * 256 + text.charCodeAt(2 * i + 3)),
	).join('');
}

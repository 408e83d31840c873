// Measures shapes of texts of one format or markup, in a process of its own, and prints a line of JSON for each:
// node child.mjs NAME FIRST_SHAPE MEASURING, the last as JSON. The first line says which shape comes, the second what it costs.

import { Document } from '../../../server/engine/documents/document.js';
import { markupOf } from '../../../server/engine/documents/markup/languages.js';
import { bibOutline } from '../../../server/engine/features/bibOutline.js';
import { problemsOfDocument, problemsOfSource } from '../../../server/engine/features/diagnostics.js';
import { readBibtexFile } from '../../../server/engine/library/bibtexFile.js';
import { formatOf } from '../../../server/engine/library/formats/formats.js';
import type { Library } from '../../../server/engine/library/library.js';
import { parseNameChoices } from '../../../server/engine/library/namesYaml.js';
import { createLibraryStore } from '../../../server/engine/library/store.js';
import { contextOf } from '../../unit/note.js';
import { chosenShapes, type Growth, isLinear, type Measuring } from './growth.js';
import { formatShapes, markupShapes, type Shape } from './shapes.js';

const [name = '', first = '0', how = ''] = process.argv.slice(2);
const measuring: Measuring = JSON.parse(how);
const { largest, isAtLargest, isQuick, doublings } = measuring;
const sizes = Array.from({ length: doublings + 1 }, (_, index) => 2 ** index);

/** Does everything that is done with a text, and returns what is kept of it. */
type Work = (text: string) => unknown;

/** Reads a file into a library and looks for all problems in it. */
function readingAs(uri: string): Work {
	const format = formatOf(uri)!;
	const source = { uri, origin: 'workspace', format: format.name } as const;
	return (text) => {
		const store = createLibraryStore();
		if (format.name === 'bibtex') {
			const pieces = readBibtexFile(new TextEncoder().encode(text), store.words);
			let step = pieces.next();
			while (!step.done) step = pieces.next();
			store.put(
				source,
				step.value.map(({ pack }) => pack),
			);
			bibOutline(text);
		} else store.replace(source, format.read(text));
		return [store.current, problemsOfSource({ library: store.current }, uri)];
	};
}

/** A library whose papers the texts name. */
function namedLibrary(): Library {
	const store = createLibraryStore();
	const text = formatShapes['BibTeX (a.bib)']!['ordinary entries']!(60_000);
	store.replace({ uri: 'file:///a.bib', origin: 'workspace', format: 'bibtex' }, formatOf('a.bib')!.read(text));
	return store.current;
}

/** Asks a markup all that it knows about a text, and finds the papers that it names. */
function askingAs(languageId: string): Work {
	const markup = markupOf(languageId)!;
	const library = namedLibrary();
	const context = contextOf(library);
	const ask = (text: string): unknown => {
		const document = new Document('file:///text', languageId, 1, text);
		return [
			document.citations,
			document.mentions(library),
			problemsOfDocument(context, document),
			markup.bibliographies(text),
			markup.includes?.(text),
			markup.definitions?.(text),
			markup.namingCommands?.(text),
			markup.commandLines?.(text),
			markup.labels?.(text),
			markup.damage?.(text),
			markup.completing(text, text.length),
			markup.completing(text, text.length >> 1),
		];
	};
	return (text) => {
		// What is kept of the texts before helps with the next one: here it would hide what reading costs.
		for (const other of ['a\nb', 'c\nd', 'e\nf', 'g\nh', 'i\nj']) ask(other);
		return ask(text);
	};
}

function workOf(name: string): readonly [Work, Readonly<Record<string, Shape>>] {
	const markup = markupShapes[name];
	if (markup) return [askingAs(name), markup];
	const file = /\((.*)\)/.exec(name)?.[1];
	return [file === undefined ? parseNameChoices : readingAs(`file:///${file}`), formatShapes[name]!];
}

const collect = (): void => {
	// An engine keeps the text that an expression was last matched with.
	/x/.exec('x');
	(globalThis as { gc?: () => void }).gc?.();
};

/** What reading a text costs: milliseconds of the processor, of three readings the fastest, and MB that are kept of it. */
function costOf(work: Work, shape: Shape, size: number, times = isQuick ? 1 : 3): { readonly time: number; readonly memory: number } {
	let time = Number.POSITIVE_INFINITY;
	let memory = 0;
	for (let run = 0; run < times; run++) {
		const text = shape(size);
		// A text that was put together is made one before it is read, which is not what is measured.
		text.charCodeAt(text.length >> 1);
		collect();
		const before = process.memoryUsage();
		const started = process.cpuUsage();
		let kept: unknown = work(text);
		const { user, system } = process.cpuUsage(started);
		time = Math.min(time, (user + system) / 1000);
		if (run === times - 1) {
			collect();
			const after = process.memoryUsage();
			memory = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6;
		}
		if (kept) kept = undefined;
	}
	return { time, memory };
}

/** Below so many milliseconds the clock of the processor is too coarse, and what is done once is too large a part. */
const least = 50;

/** So large, in UTF-16 units, is the smallest text. */
const smallest = 64_000;

/** So often a shape is measured with larger texts before its growth is believed: a single step may be that of a cache of the processor. */
const mostAttempts = 3;

const [work, shapes] = workOf(name);
for (const [index, [shape, make]] of chosenShapes(shapes, measuring).entries()) {
	if (index < Number(first)) continue;
	console.log(JSON.stringify({ index, shape }));
	let size = isAtLargest ? largest / 2 ** doublings : smallest;
	while (size * 8 <= largest && costOf(work, make, size, isQuick ? 1 : 2).time < (isQuick ? least / 2 : least)) size *= 2;
	// What is read first meets code that is not compiled yet: it would cost more than it should, and hide a step.
	if (isQuick) costOf(work, make, size / 2);
	let growth: Growth | undefined;
	for (let attempt = 0; attempt < (isAtLargest ? 1 : mostAttempts) && !(growth && isLinear(growth)); attempt++, size *= 2)
		growth = { name, shape, costs: sizes.map((times) => ({ size: size * times, ...costOf(work, make, size * times) })) };
	console.log(JSON.stringify({ index, ...growth }));
}

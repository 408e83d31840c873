import { type LayoutTask, layOut } from '../../client/map/layout/layout.js';
import { neverCancelled } from '../../server/base/cancellation.js';
import { NoteIndex } from '../../server/documents/workspace.js';
import { besideOf } from '../../server/features/context.js';
import { libraryMap } from '../../server/features/map.js';
import { decodeField } from '../../server/library/formats/bibtex/decode.js';
import { readBibtex } from '../../server/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../server/library/store.js';
import { defaultSettings } from '../../server/settings.js';
import { generateMapBibtex } from './mapLibrary.js';
import type { Row } from './measure.js';

/** The budgets in seconds for closeness and layout together, by the number of papers. */
const budgets: readonly (readonly [papers: number, seconds: number])[] = [
	[80, 0.5],
	[1000, 3],
	[5000, 12],
];

/** How long closeness and layout take, and how long closeness holds the thread; frame times are measured in VS Code by the host suite `map`. */
export async function measureMap(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [papers, budget] of budgets) {
		const text = generateMapBibtex(papers);
		const store = createLibraryStore();
		store.replace({ uri: 'file:///library.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(text));
		const library = store.current;
		const notes = new NoteIndex();
		const context = {
			library,
			notes,
			settings: defaultSettings,
			topics: {},
			readings: new Map(),
			beside: besideOf(new Map(), notes),
			recentlyCited: [],
			bibliographiesOf: () => [],
			foundBibliographies: () => [],
		};
		let longest = 0;
		let last = performance.now();
		let isRunning = true;
		const watch = () => {
			const now = performance.now();
			longest = Math.max(longest, now - last);
			last = now;
			if (isRunning) setImmediate(watch);
		};
		setImmediate(watch);
		const start = performance.now();
		const map = (await libraryMap(
			context,
			'',
			(paper) => decodeField(text, paper.places[0]!.span.start, 'abstract') ?? '',
			neverCancelled,
		))!;
		isRunning = false;
		const near = performance.now();
		const task: LayoutTask = { size: papers, neighbours: map.neighbours, links: [...map.related, ...map.mentioned] };
		layOut(task);
		const end = performance.now();
		const name = `map, ${papers.toLocaleString('en')} papers`;
		rows.push(
			{ name: `${name}: who is near whom`, value: near - start, unit: 'ms' },
			{ name: `${name}: the longest step of it`, value: longest, unit: 'ms' },
			{ name: `${name}: near and laid out`, value: (end - start) / 1000, unit: 's', budget },
		);
	}
	return rows;
}
